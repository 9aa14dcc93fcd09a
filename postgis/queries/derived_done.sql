-- Notes that a county's derived shapes were worked out from its present boundaries.
-- $1 text: county
UPDATE county_version SET derived = boundaries WHERE county = $1
