#!/bin/sh
# Runs once, when PostgreSQL's volume is empty: a database for each service, a login that owns and migrates it, and one that works
# in it, without a right of its own, in one of the roles that see one municipality (shirube_app) or all (shirube_system).
set -eu
psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres <<'SQL'
create role shirube_app nologin;
create role shirube_system nologin;
SQL
create() {
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v name="$1" -v owner="$1_owner" -v secret="$2" -v ownersecret="$3" <<'SQL'
create role :"owner" login noinherit password :'ownersecret';
create role :"name" login noinherit password :'secret';
grant shirube_app, shirube_system to :"name" with inherit false, set true;
create database :"name" owner :"owner";
revoke connect on database :"name" from public;
grant connect on database :"name" to :"name";
SQL
}
create plan "$PLAN_DATABASE_PASSWORD" "$PLAN_OWNER_PASSWORD"
create kpi "$KPI_DATABASE_PASSWORD" "$KPI_OWNER_PASSWORD"
create report "$REPORT_DATABASE_PASSWORD" "$REPORT_OWNER_PASSWORD"
