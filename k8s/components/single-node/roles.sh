#!/bin/sh
# Runs once, on an empty volume: a role and a schema for each service. A role reaches its own schema only.
set -e
psql -v ON_ERROR_STOP=1 --username postgres --dbname nerest <<'SQL'
\getenv ingest INGEST_PASSWORD
\getenv scoring SCORING_PASSWORD
\getenv selector SELECTOR_PASSWORD
\getenv trainer TRAINER_PASSWORD
\getenv console CONSOLE_PASSWORD
REVOKE ALL ON SCHEMA public FROM PUBLIC;
CREATE ROLE ingest LOGIN PASSWORD :'ingest';
CREATE ROLE scoring LOGIN PASSWORD :'scoring';
CREATE ROLE selector LOGIN PASSWORD :'selector';
CREATE ROLE trainer LOGIN PASSWORD :'trainer';
CREATE ROLE console LOGIN PASSWORD :'console';
CREATE SCHEMA ingest AUTHORIZATION ingest;
CREATE SCHEMA scoring AUTHORIZATION scoring;
CREATE SCHEMA selector AUTHORIZATION selector;
CREATE SCHEMA trainer AUTHORIZATION trainer;
CREATE SCHEMA console AUTHORIZATION console;
SQL
