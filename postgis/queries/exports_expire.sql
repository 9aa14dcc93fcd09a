-- Removes files that have been kept long enough.
DELETE FROM export WHERE expires <= now()
