-- Lets a file stand for longer, where somebody asks for it again.
-- $1 id; $2 timestamptz: expires
UPDATE export SET expires = greatest(expires, $2) WHERE id = $1 AND expires > now()
