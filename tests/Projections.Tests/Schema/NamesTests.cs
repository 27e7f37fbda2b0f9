using HotMess.Projections.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Projections.Tests.Schema;

/// <summary>
/// Every relation has the names and columns that a front end asks for: one that is missing is an error in the app, one
/// that is empty is not.
/// </summary>
public sealed class NamesTests(NamesTests.Room room) : IClassFixture<NamesTests.Room>
{
    private const string Times = " created_at updated_at created_date updated_date created_by";

    public static TheoryData<string, string> Relations { get; } = new()
    {
        {
            "profiles User users public_profiles",
            "id account_id auth_user_id email username display_name full_name avatar_url bio location city "
            + "location_area location_name gender age position looking_for tags photos public_attributes persona "
            + "persona_type active_persona_id parent_profile_id xp xp_balance xp_points level current_streak "
            + "is_verified verified verification_level role role_flags is_admin is_business is_organizer is_demo "
            + "can_go_live can_sell age_verified consent_accepted has_agreed_terms has_consented_data "
            + "has_consented_gps onboarding_complete onboarding_completed onboarding_completed_at "
            + "onboarding_stage community_attested_at consents_json location_opt_in location_consent "
            + "telegram_opt_in push_opt_in pin_code_hash membership_tier subscription_status subscription_tier "
            + "subscription_ends_at stripe_customer_id stripe_subscription_id is_visible is_online last_seen "
            + "last_seen_at last_lat last_lng latitude longitude last_loc_ts loc_accuracy_m location_precision "
            + "discovery_radius show_distance show_online_status read_receipts privacy_hide_proximity "
            + "allow_messages_from default_travel_mode notif_messages notif_events notif_orders notif_likes "
            + "notif_marketing notification_prefs telegram_id tg_id telegram_username tg_username "
            + "telegram_chat_id google_sub mfa_enabled referral_code right_now_status created_at updated_at"
        },
        { "taps", "id tapper_email tapped_email tap_type from_user_id to_user_id created_at" },
        { "matches", "id user1_email user2_email user_id matched_user_id matched_at tap_type active created_at" },
        {
            "profiles_blocked user_blocks profile_blocklist_users blocks",
            "id blocker_email blocked_email profile_id blocker_id blocked_user_id blocked_id reason blocked_at" + Times
        },
        {
            "user_favorites", "id user_id favoriting_id user_email favorited_id favorite_email created_at"
        },
        {
            "chat_threads ChatThread",
            "id participant_emails participants participant_ids thread_type active metadata unread_count "
            + "muted_by last_message last_message_at telegram_chat_id sender_persona_id receiver_persona_id" + Times
        },
        {
            "messages chat_messages Message",
            "id thread_id conversation_id sender_email sender_id sender_name content message_type metadata "
            + "media_urls media_url read_by read_at expires_at sender_persona_id seq" + Times
        },
        {
            "beacons Beacon",
            "id kind type beacon_category mode title event_title description event_description venue_name "
            + "venue_address city city_id city_slug image_url video_url ticket_url status active owner_email "
            + "owner_id promoter_id creator_id lat latitude geo_lat lng longitude geo_lng intensity visibility "
            + "starts_at event_start event_start_at event_date ends_at end_at event_end beacon_expires_at "
            + "expires_at ticket_price_cents capacity rsvp_count view_count click_count xp_scan sponsored "
            + "is_shadow is_verified is_featured tier_id release_slug release_title release_at soundcloud_urn "
            + "shopify_handle audio_url track_id venue_id metadata code globe_color globe_pulse_type "
            + "globe_size_base checkin_count is_persistent" + Times
        },
        {
            "user_checkins beacon_checkins checkins venue_checkins",
            "id user_email user_id venue_id beacon_id beacon_title city_id checked_in_at checkin_date "
            + "streak_day xp_earned earned_xp source photo_url note dedupe_key" + Times
        },
        {
            "venue_kings",
            "id venue_id venue_name king_email user_email user_id king_name scan_count count "
            + "total_tax_collected expires_at war_active war_started_at war_started_by" + Times
        },
        {
            "achievements",
            "id name title description icon icon_emoji color xp_required criteria created_at updated_at"
        },
        { "user_achievements", "id user_email user_id achievement_id unlocked_at unlocked_date created_at updated_at" },
        {
            "sweat_coins",
            "id user_email user_id amount transaction_type reference_type reference_id metadata balance_after" + Times
        },
        {
            "xp_ledger xp_transactions",
            "id user_email user_id amount reason transaction_type reference_type reference_id balance_after "
            + "counterparty_email platform_fee notes created_at created_date"
        },
        {
            "notifications",
            "id user_email user_id type title body message link metadata payload read read_at" + Times
        },
    };

    [Theory]
    [MemberData(nameof(Relations))]
    public async Task A_relation_has_its_names_and_columns(string names, string columns)
    {
        foreach (var name in names.Split(' '))
        {
            (await room.Bed.ScalarAsync<string>(
                $"""
                select string_agg(wanted, ' ')
                from unnest(string_to_array('{columns}', ' ')) as wanted
                where not exists (
                  select from pg_attribute as attribute
                  where attribute.attrelid = 'public."{name}"'::regclass and attribute.attname = wanted)
                """)).ShouldBeNull($"{name} has not");
        }
    }

    /// <summary>An empty database.</summary>
    public sealed class Room : IAsyncLifetime
    {
        internal ProjectionBed Bed { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Bed = await ProjectionBed.CreateAsync();

        public ValueTask DisposeAsync() => Bed.DisposeAsync();
    }
}
