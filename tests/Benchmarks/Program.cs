using HotMess.Benchmarks;
using HotMess.Benchmarks.Servers;

return args switch
{
    ["serve-plain", var url, var database] => await PlainServer.RunAsync(url, database),
    ["serve-stock", var url, var database] => await StockServer.RunAsync(url, database),
    _ => await Bench.RunAsync(args),
};
