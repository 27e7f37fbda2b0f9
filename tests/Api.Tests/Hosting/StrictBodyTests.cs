using System.Text;
using System.Text.Json;
using HotMess.Api.Hosting;
using HotMess.Api.Tests.Kit;
using Shouldly;
using Xunit;

namespace HotMess.Api.Tests.Hosting;

/// <summary>Bodies that are not what the route takes are refused by name, and never end in a fault.</summary>
public sealed class StrictBodyTests(SharedHost shared)
{
    private const string Id = "0190c1b0-0000-7000-8000-000000000001";
    private readonly ApiHost host = shared.Host;

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("\"tap\"")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("{\"to\":\"" + Id + "\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"tap\",\"colour\":\"red\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"tap\",\"kind\":\"woof\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"tap\",}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"tap\"} x")]
    [InlineData("{\"to\":\"" + Id + "\",/* no */\"kind\":\"tap\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"Kind\":\"tap\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"Tap\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"wave\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":1}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":null}")]
    [InlineData("{\"to\":null,\"kind\":\"tap\"}")]
    [InlineData("{\"to\":7,\"kind\":\"tap\"}")]
    [InlineData("{\"to\":\"0190c1b000007000800000000000001\",\"kind\":\"tap\"}")]
    [InlineData("{\"to\":{\"value\":\"" + Id + "\"},\"kind\":\"tap\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"tap\",\"occurred_at\":\"2020-01-02T03:04:05\"}")]
    [InlineData("{\"to\":\"" + Id + "\",\"kind\":\"tap\",\"occurred_at\":1577934245}")]
    public async Task A_tap_is_read_strictly(string body)
    {
        var ann = await host.PersonAsync();
        (await host.SendAsync(Call.PostText("/v1/taps", body).As(ann.Token))).ShouldBeProblem(400, "malformed");
    }

    [Theory]
    [InlineData("{\"up_to\":\"1\"}")]
    [InlineData("{\"up_to\":1.5}")]
    [InlineData("{\"up_to\":99999999999999999999}")]
    [InlineData("{\"up_to\":true}")]
    public async Task A_number_is_a_number(string body)
    {
        var ann = await host.PersonAsync();
        (await host.SendAsync(Call.PostText($"/v1/threads/{Id}/read", body).As(ann.Token)))
            .ShouldBeProblem(400, "malformed");
    }

    [Theory]
    [InlineData("{\"text\":\"\",\"to\":\"" + Id + "\"}", "text")]
    [InlineData("{\"text\":\"a\\u0000b\",\"to\":\"" + Id + "\"}", "text")]
    [InlineData("{\"text\":\"hello\"}", "thread_id")]
    [InlineData("{\"text\":\"hello\",\"to\":\"" + Id + "\",\"thread_id\":\"" + Id + "\"}", "thread_id")]
    public async Task A_message_has_a_shape(string body, string field)
    {
        var ann = await host.PersonAsync();
        var reply = await host.SendAsync(Call.PostText("/v1/messages", body).As(ann.Token));
        reply.ShouldBeProblem(422, "invalid");
        reply.Json.GetProperty("errors").GetProperty(field).GetArrayLength().ShouldBe(1);
    }

    [Theory]
    [InlineData("[null]")]
    [InlineData("[\"a\",null]")]
    [InlineData("[1]")]
    [InlineData("[[\"a\"]]")]
    [InlineData("[\"\\ud800\"]")]
    [InlineData("\"a\"")]
    [InlineData("{}")]
    [InlineData("null")]
    public async Task A_list_of_texts_is_one_of_texts_alone(string list)
    {
        var ann = await host.PersonAsync();
        var call = Call.PostText($"/v1/threads/{Id}/messages/{Id}/reactions", "{\"reactions\":" + list + "}");
        (await host.SendAsync(call.As(ann.Token))).ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public void No_list_of_a_request_takes_null_for_one_of_its_items()
    {
        var lists = typeof(Server).Assembly.GetTypes()
            .Where(type => type.Name.EndsWith("Request", StringComparison.Ordinal)
                && ApiJson.Default.GetTypeInfo(type) is not null)
            .SelectMany(type => type.GetProperties())
            .Select(property => property.PropertyType)
            .Where(type => type != typeof(string) && type.IsAssignableTo(typeof(System.Collections.IEnumerable))
                && !type.IsAssignableTo(typeof(System.Collections.IDictionary)))
            .Distinct()
            .ToArray();

        lists.Length.ShouldBeGreaterThan(1);
        foreach (var list in lists)
        {
            Should.Throw<JsonException>(() => JsonSerializer.Deserialize("[null]", list, ApiJson.Default), list.Name);
        }
    }

    [Fact]
    public async Task Bytes_that_are_no_UTF_8_are_refused()
    {
        var ann = await host.PersonAsync();
        byte[][] broken =
        [
            [0xFF], [0xC3, 0x28], [0xED, 0xA0, 0x80], [0xC0, 0x80], [0xF8, 0x88, 0x80, 0x80, 0x80],
        ];
        foreach (var bytes in broken)
        {
            byte[] body =
                [.. "{\"text\":\"a"u8, .. bytes, .. "\",\"to\":\""u8, .. Encoding.ASCII.GetBytes(Id), .. "\"}"u8];
            (await host.SendAsync(new Call("POST", "/v1/messages", body).As(ann.Token)))
                .ShouldBeProblem(400, "malformed");
        }
    }

    [Theory]
    [InlineData("{\"text\":\"a\0b\",\"to\":\"" + Id + "\"}")]
    [InlineData("{\"text\":\"\\ud800\",\"to\":\"" + Id + "\"}")]
    [InlineData("\0")]
    public async Task A_raw_NUL_and_half_a_surrogate_pair_are_refused(string body)
    {
        var ann = await host.PersonAsync();
        (await host.SendAsync(Call.PostText("/v1/messages", body).As(ann.Token))).ShouldBeProblem(400, "malformed");
    }

    [Fact]
    public async Task The_longest_text_is_taken_and_one_more_is_not()
    {
        var (ann, bob) = (await host.PersonAsync(), await host.PersonAsync());
        await ann.DoAsync("/v1/messages", new { to = bob.Id.Value, text = new string('é', 4000) });
        (await ann.PostAsync("/v1/messages", new { to = bob.Id.Value, text = new string('e', 4001) }))
            .ShouldBeProblem(422, "invalid");
    }

    [Fact]
    public async Task An_oversized_body_is_refused_with_and_without_a_length()
    {
        var ann = await host.PersonAsync();
        var body = "{\"text\":\"" + new string('a', RequestBody.MaxBytes) + "\",\"to\":\"" + Id + "\"}";
        (await host.SendAsync(Call.PostText("/v1/messages", body).As(ann.Token))).ShouldBeProblem(413, "too_large");
        var told = Call.PostText("/v1/messages", body).As(ann.Token).With("Content-Length", "70000");
        (await host.SendAsync(told)).ShouldBeProblem(413, "too_large");
    }

    [Fact]
    public async Task A_body_that_is_not_JSON_is_refused()
    {
        var ann = await host.PersonAsync();
        var form = Call.PostText("/v1/taps", "to=1").As(ann.Token)
            .With("Content-Type", "application/x-www-form-urlencoded");
        (await host.SendAsync(form)).ShouldBeProblem(415, "not_json");
    }

    [Fact]
    public async Task A_person_needs_an_address_of_his_own()
    {
        var token = host.TokenOf(Role.ServiceRole);
        (await PostAsync(new { email = "nobody" })).ShouldBeProblem(422, "email_malformed");
        (await PostAsync(new { email = "a\0@example.org" })).ShouldBeProblem(422, "email_malformed");
        (await PostAsync(new { email = "a@example.org", display_name = "a\0b" }))
            .ShouldBeProblem(422, "display_name_length");
        var address = $"{Guid.CreateVersion7():N}@example.org";
        (await PostAsync(new { email = address })).Status.ShouldBe(200);
        (await PostAsync(new { email = address.ToUpperInvariant() })).ShouldBeProblem(409, "email_taken");

        Task<Reply> PostAsync(object body) => host.SendAsync(Call.Post("/v1/people", body).As(token));
    }
}
