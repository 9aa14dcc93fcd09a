-- Removes what has waited too long.
DELETE FROM upload WHERE expires <= now()
