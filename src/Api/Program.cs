using HotMess.Api.Cli;

return await Verbs.RunAsync(args);
