delete from read_models_next.builds as build where build.projection = $1;
