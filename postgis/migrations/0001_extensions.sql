-- +goose Up
-- PostGIS for shapes; btree_gist so that an exclusion constraint can hold an
-- identity and a span of days together.
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS btree_gist;
