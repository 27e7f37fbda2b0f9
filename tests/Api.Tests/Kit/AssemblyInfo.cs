using HotMess.Api.Tests.Kit;
using Xunit;

[assembly: AssemblyFixture(typeof(SharedHost))]
