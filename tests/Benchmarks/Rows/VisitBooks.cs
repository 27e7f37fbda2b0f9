namespace HotMess.Benchmarks.Rows;

/// <summary>What must be so of check-ins and of what they earn.</summary>
internal static class VisitBooks
{
    /// <summary>After every load, each a number that must be 0.</summary>
    public static (string Sql, string What)[] Checks { get; } =
    [
        (
            """
            select count(*)
            from log.mt_events as visit
              left join (
                select causation_id, count(*) as times from log.mt_events where type = 'xp_awarded'
                group by causation_id
              ) as xp on xp.causation_id = 'xp_for_check_in ' || visit.seq_id
              left join (
                select causation_id, count(*) as times from log.mt_events where type = 'coins_credited'
                group by causation_id
              ) as coins on coins.causation_id = 'coins_for_check_in ' || visit.seq_id
            where visit.type = 'checked_in' and (xp.times is distinct from 1 or coins.times is distinct from 1)
            """,
            "check-ins that did not earn their XP and coins once"),
        (
            """
            select abs((select count(*) from log.mt_events where type = 'checked_in')
              - (select count(*) from read_models.user_checkins))
            """,
            "check-ins that the read model lacks, or has too many of"),
        (
            "select count(*) - count(distinct (person_id, venue_id)) from read_models.user_checkins",
            "check-ins within their cool-down"),
        (
            """
            select count(*)
            from (select person_id, sum(amount) as points from read_models.xp_ledger group by person_id) as due
              full join read_models.xp_accounts as standing on standing.person_id = due.person_id
            where coalesce(due.points, 0) <> coalesce(standing.total, 0)
            """,
            "totals of XP that are not what the ledger comes to"),
        (
            """
            with due as (
              select distinct on (venue_id) venue_id, person_id
              from (
                select venue_id, person_id, count(*) as visits, max(checked_in_at) as last_at
                from read_models.user_checkins
                group by venue_id, person_id) as tally
              order by venue_id, visits desc, last_at, person_id)
            select count(*)
            from due full join read_models.venue_kings as king on king.venue_id = due.venue_id
            where king.king_id is distinct from due.person_id
            """,
            "venues with a wrong king"),
    ];

    /// <summary>When each check-in was appended, and the positions of its XP and of its coins.</summary>
    /// <param name="position">Those from beyond it.</param>
    public static string EarnedSince(long position) =>
        $"""
        select batch.at, xp.seq_id, coins.seq_id
        from log.mt_events as visit
          join (
            select generate_series(first_position, last_position) as position, at
            from log.batches
            where last_position > {position}
          ) as batch on batch.position = visit.seq_id
          left join log.mt_events as xp
            on xp.type = 'xp_awarded' and xp.seq_id > {position}
              and xp.causation_id = 'xp_for_check_in ' || visit.seq_id
          left join log.mt_events as coins
            on coins.type = 'coins_credited' and coins.seq_id > {position}
              and coins.causation_id = 'coins_for_check_in ' || visit.seq_id
        where visit.type = 'checked_in' and visit.seq_id > {position}
        """;
}
