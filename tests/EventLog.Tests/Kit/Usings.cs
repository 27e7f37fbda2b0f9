global using Log = HotMess.Integrations.Postgres.EventLog.EventLog;
