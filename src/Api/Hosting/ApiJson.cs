using System.Text.Json;
using System.Text.Json.Serialization;
using HotMess.Api.Accounts;
using HotMess.Api.Blocks;
using HotMess.Api.Chats;
using HotMess.Api.Favorites;
using HotMess.Api.Notifications;
using HotMess.Api.Profiles;
using HotMess.Api.Taps;

namespace HotMess.Api.Hosting;

/// <summary>The JSON of <c>/v1</c>: snake_case, strict, made at build time.</summary>
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
        typeof(TapKindConverter), typeof(InstantConverter),
        typeof(SessionIdConverter), typeof(SignOutScopeConverter),
    ])]
[JsonSerializable(typeof(RegisterPersonRequest))]
[JsonSerializable(typeof(SignUpRequest))]
[JsonSerializable(typeof(SignInRequest))]
[JsonSerializable(typeof(SignOutRequest))]
[JsonSerializable(typeof(ChangePasswordRequest))]
[JsonSerializable(typeof(RefreshSessionRequest))]
[JsonSerializable(typeof(AccountInput))]
[JsonSerializable(typeof(SessionDocument))]
[JsonSerializable(typeof(SendTapRequest))]
[JsonSerializable(typeof(RetractTapRequest))]
[JsonSerializable(typeof(OpenThreadRequest))]
[JsonSerializable(typeof(SendMessageRequest))]
[JsonSerializable(typeof(ReadThreadRequest))]
[JsonSerializable(typeof(OpenGroupRequest))]
[JsonSerializable(typeof(LeaveThreadRequest))]
[JsonSerializable(typeof(MuteThreadRequest))]
[JsonSerializable(typeof(HideThreadRequest))]
[JsonSerializable(typeof(EditMessageRequest))]
[JsonSerializable(typeof(DeleteMessageRequest))]
[JsonSerializable(typeof(ReactToMessageRequest))]
[JsonSerializable(typeof(BlockPersonRequest))]
[JsonSerializable(typeof(UnblockPersonRequest))]
[JsonSerializable(typeof(AddFavoriteRequest))]
[JsonSerializable(typeof(RemoveFavoriteRequest))]
[JsonSerializable(typeof(ChangeProfileRequest))]
[JsonSerializable(typeof(MarkAllNotificationsReadRequest))]
internal sealed partial class ApiJson : JsonSerializerContext;
