-- The last four characters of a person's id, by which administrators search. Null in rows that an older version has written,
-- until a node fills it in.

ALTER TABLE saoma_person ADD id_ending VARCHAR(4);
CREATE INDEX saoma_person_id_ending ON saoma_person (pool, id_ending, subject);
