using HotMess.Faults.Tests.Kit;
using Xunit;

// Faults are timed, and each takes both processors.
[assembly: CollectionBehavior(CollectionBehavior.CollectionPerAssembly)]
[assembly: AssemblyFixture(typeof(Summary))]
