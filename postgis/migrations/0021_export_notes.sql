-- +goose Up
-- What is to be said of a file that a job made, in the language of who ordered it.
ALTER TABLE export ADD COLUMN notes text[] NOT NULL DEFAULT '{}';
