#!/bin/sh
# Runs once, when PostgreSQL's volume is empty: a database and an owner for each service.
set -eu
create() {
  psql -v ON_ERROR_STOP=1 --username "$POSTGRES_USER" --dbname postgres -v name="$1" -v secret="$2" <<'SQL'
create role :"name" login password :'secret';
create database :"name" owner :"name";
revoke connect on database :"name" from public;
SQL
}
create plan "$PLAN_DATABASE_PASSWORD"
create kpi "$KPI_DATABASE_PASSWORD"
create report "$REPORT_DATABASE_PASSWORD"
