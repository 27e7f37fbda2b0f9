select name, value from keys.secrets
