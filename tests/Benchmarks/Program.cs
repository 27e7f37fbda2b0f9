using System.Globalization;
using HotMess.Benchmarks;
using HotMess.Benchmarks.Servers;

return args switch
{
    ["serve-plain", var url, var database] => await PlainServer.RunAsync(url, database),
    ["serve-stock", var url, var database] => await StockServer.RunAsync(url, database),
    ["rebuild", var projection, var rounds] =>
        await RebuildProcess.RunAsync(projection, int.Parse(rounds, CultureInfo.InvariantCulture)),
    _ => await Bench.RunAsync(args),
};
