using HotMess.Projections.Blocks;
using HotMess.Projections.Runtime.Tables;

namespace HotMess.Projections.Notifications;

/// <summary>The table of notifications.</summary>
public static class NotificationsTables
{
    /// <summary>
    /// What a person was told and has not dismissed, while the tap or the match stands. He alone reads it, and not
    /// while a block stands between him and whom it tells of.
    /// </summary>
    public static TableDeclaration Notifications { get; } = new(
        "notifications",
        [
            new Column("notification_id", "uuid"),
            new Column("person_id", "uuid"),
            new Column("position", "bigint"),
            new Column("kind", "text"),
            new Column("actor_id", "uuid"),
            new Column("tap_id", "uuid", Nullable: true),
            new Column("match_id", "uuid", Nullable: true),
            new Column("created_at", "timestamptz"),
            new Column("read_at", "timestamptz", Nullable: true),
        ],
        ["notification_id"],
        [["person_id", "position"], ["actor_id"]],
        Right.IsCaller("person_id") & Right.NotIn("actor_id", BlocksTables.CallerBlocks))
    {
        FillFactor = 90,
    };

    /// <summary>The seed's notifications. Who sent a boo is not told.</summary>
    public static ViewDeclaration NotificationsView { get; } = new(
        "notifications",
        """
        read_models.notifications as notification
          left join read_models.profiles as actor
            on actor.person_id = notification.actor_id and notification.kind <> 'boo'
          cross join lateral (
            select
              case notification.kind
                when 'match' then 'It''s a match!'
                when 'boo' then 'Someone boo''d you'
                else 'New ' || initcap(notification.kind) || '!'
              end,
              case notification.kind
                when 'match' then 'You and ' || coalesce(actor.shown ->> 'display_name', 'someone') || ' match.'
                when 'boo' then 'Boo back to learn who it is.'
                else coalesce(actor.shown ->> 'display_name', 'Someone') || ' sent you a ' || notification.kind || '.'
              end,
              jsonb_strip_nulls(jsonb_build_object(
                'user_id', actor.person_id,
                'match_id', notification.match_id,
                'tap_id', case when notification.kind <> 'boo' then notification.tap_id end))
          ) as told (title, body, metadata)
        """,
        [
            new Alias("id", "notification.notification_id"),
            new Alias("user_email", "v1.email_seen(notification.person_id)"),
            new Alias("user_id", "notification.person_id"),
            new Alias("type", "notification.kind"),
            new Alias("title", "told.title"),
            new Alias("body", "told.body"),
            new Alias("message", "told.body"),
            new Alias("link", "null::text"),
            new Alias("metadata", "told.metadata"),
            new Alias("payload", "told.metadata"),
            new Alias("read", "notification.read_at is not null"),
            new Alias("read_at", "notification.read_at"),
            new Alias("created_at", "notification.created_at"),
            new Alias("updated_at", "coalesce(notification.read_at, notification.created_at)"),
            new Alias("created_date", "notification.created_at"),
            new Alias("updated_date", "coalesce(notification.read_at, notification.created_at)"),
            new Alias("created_by", "null::text"),
        ]);

    /// <summary>The same for the native answer; what would say who sent a boo is null.</summary>
    public static ViewDeclaration Native { get; } = new(
        "notifications",
        "read_models.notifications as notification",
        [
            new Alias("notification_id", "notification.notification_id"),
            new Alias("person_id", "notification.person_id"),
            new Alias("position", "notification.position"),
            new Alias("kind", "notification.kind"),
            new Alias("actor_id", "case when notification.kind <> 'boo' then notification.actor_id end"),
            new Alias("tap_id", "case when notification.kind <> 'boo' then notification.tap_id end"),
            new Alias("match_id", "notification.match_id"),
            new Alias("created_at", "notification.created_at"),
            new Alias("read_at", "notification.read_at"),
        ])
    { Schema = TableSql.Native };
}
