using System.Text.Json;
using System.Text.Json.Serialization;
using HotMess.Api.Accounts;

namespace HotMess.Api.Hosting;

/// <summary>
/// The JSON of <c>/v1</c>: snake_case, strict, made at build time. <c>just codegen</c> lists the requests.
/// </summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower,
    UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    AllowDuplicateProperties = false,
    AllowTrailingCommas = false,
    NumberHandling = JsonNumberHandling.Strict,
    ReadCommentHandling = JsonCommentHandling.Disallow,
    RespectNullableAnnotations = true,
    RespectRequiredConstructorParameters = true,
    DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    MaxDepth = 8,
    Converters =
    [
        typeof(PersonIdConverter), typeof(ThreadIdConverter), typeof(TapIdConverter), typeof(MatchIdConverter),
        typeof(MessageIdConverter), typeof(BlockIdConverter), typeof(FavoriteIdConverter),
        typeof(NotificationIdConverter),
        typeof(TapKindConverter), typeof(InstantConverter), typeof(TextsConverter),
        typeof(SessionIdConverter), typeof(SignOutScopeConverter),
        typeof(CoinSourceConverter), typeof(CoinSinkConverter), typeof(XpActionConverter), typeof(XpTierConverter),
        typeof(AchievementConverter),
        typeof(CheckInIdConverter), typeof(BeaconIdConverter), typeof(VenueIdConverter), typeof(BeaconKindConverter),
    ])]
[JsonSerializable(typeof(AccountInput))]
[JsonSerializable(typeof(SessionDocument))]
[JsonSerializable(typeof(CheckIns.ScanCheckInDocument))]
[JsonSerializable(typeof(Accounts.ChangePasswordRequest))]
[JsonSerializable(typeof(Accounts.NameReferrerRequest))]
[JsonSerializable(typeof(Accounts.RefreshSessionRequest))]
[JsonSerializable(typeof(Accounts.RegisterPersonRequest))]
[JsonSerializable(typeof(Accounts.SignInRequest))]
[JsonSerializable(typeof(Accounts.SignOutRequest))]
[JsonSerializable(typeof(Accounts.SignUpRequest))]
[JsonSerializable(typeof(Achievements.UnlockAchievementRequest))]
[JsonSerializable(typeof(Beacons.EndBeaconRequest))]
[JsonSerializable(typeof(Beacons.PlaceBeaconRequest))]
[JsonSerializable(typeof(Blocks.BlockPersonRequest))]
[JsonSerializable(typeof(Blocks.UnblockPersonRequest))]
[JsonSerializable(typeof(Chats.DeleteMessageRequest))]
[JsonSerializable(typeof(Chats.EditMessageRequest))]
[JsonSerializable(typeof(Chats.HideThreadRequest))]
[JsonSerializable(typeof(Chats.LeaveThreadRequest))]
[JsonSerializable(typeof(Chats.MuteThreadRequest))]
[JsonSerializable(typeof(Chats.OpenGroupRequest))]
[JsonSerializable(typeof(Chats.OpenThreadRequest))]
[JsonSerializable(typeof(Chats.ReactToMessageRequest))]
[JsonSerializable(typeof(Chats.ReadThreadRequest))]
[JsonSerializable(typeof(Chats.SendMessageRequest))]
[JsonSerializable(typeof(CheckIns.CheckInRequest))]
[JsonSerializable(typeof(CheckIns.DeclareWarRequest))]
[JsonSerializable(typeof(CheckIns.DescribeVenueRequest))]
[JsonSerializable(typeof(CheckIns.ScanBeaconRequest))]
[JsonSerializable(typeof(CheckIns.ScanCheckInRequest))]
[JsonSerializable(typeof(Coins.AdjustCoinsRequest))]
[JsonSerializable(typeof(Coins.CreditCoinsRequest))]
[JsonSerializable(typeof(Coins.RefundCoinsRequest))]
[JsonSerializable(typeof(Coins.SpendCoinsRequest))]
[JsonSerializable(typeof(Coins.TransferCoinsRequest))]
[JsonSerializable(typeof(Favorites.AddFavoriteRequest))]
[JsonSerializable(typeof(Favorites.RemoveFavoriteRequest))]
[JsonSerializable(typeof(Notifications.MarkAllNotificationsReadRequest))]
[JsonSerializable(typeof(Profiles.ChangeProfileRequest))]
[JsonSerializable(typeof(Taps.RetractTapRequest))]
[JsonSerializable(typeof(Taps.SendTapRequest))]
[JsonSerializable(typeof(Xp.AdjustXpRequest))]
[JsonSerializable(typeof(Xp.AwardXpRequest))]
[JsonSerializable(typeof(Xp.CheckInDailyRequest))]
[JsonSerializable(typeof(Xp.SetXpTierRequest))]
internal sealed partial class ApiJson : JsonSerializerContext;
