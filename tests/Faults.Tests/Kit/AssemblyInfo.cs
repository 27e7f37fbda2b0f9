using HotMess.Faults.Tests.Kit;
using Xunit;

[assembly: AssemblyFixture(typeof(Summary))]
