-- What a lab's database holds: the lab, each chain's last entry, and the entries as the lines of segments.
-- Nobody but the owner may change anything: who takes part reads, and adds through publish alone.
-- Run again, it changes nothing that is there.
CREATE SCHEMA IF NOT EXISTS benchapp;

CREATE TABLE IF NOT EXISTS benchapp.lab (
    one boolean PRIMARY KEY DEFAULT true CHECK (one),
    id uuid NOT NULL,
    name text NOT NULL,
    format text NOT NULL
);

-- Chains are text, as in the names of segments: another spelling of the same UUID is another chain.
CREATE TABLE IF NOT EXISTS benchapp.head (
    chain text PRIMARY KEY CHECK (chain ~ '^[0-9a-f-]{36}$'),
    sequence integer NOT NULL,
    hash text NOT NULL
);

CREATE TABLE IF NOT EXISTS benchapp.entry (
    chain text NOT NULL,
    sequence integer NOT NULL,
    line bytea NOT NULL,
    PRIMARY KEY (chain, sequence)
);

-- The newest sign of life of each computer: it takes the place of the one before, and nothing is lost with it.
CREATE TABLE IF NOT EXISTS benchapp.sign (
    chain text PRIMARY KEY CHECK (chain ~ '^[0-9a-f-]{36}$'),
    counter integer NOT NULL CHECK (counter BETWEEN 1 AND 99999999),
    data bytea NOT NULL CHECK (length(data) <= 65536)
);

-- The hash of the entry before and the entry's own, with which each line ends; NULL where it does not.
CREATE OR REPLACE FUNCTION benchapp.hashes(line bytea) RETURNS text[]
    LANGUAGE sql IMMUTABLE PARALLEL SAFE
    AS $$
    SELECT regexp_match(
        encode(substr(line, greatest(length(line) - 133, 1)), 'escape'),
        '"([0-9a-f]{64}|)","([0-9a-f]{64})"\]$'
    )
    $$;

-- Add entries of one chain that follow each other; give the last one there is of it then.
-- What is there already may be told again, and must be the same. BC001: another entry is there, or these do not go on
-- from it, so that two computers have gone on with one chain. BC002: entries before these are not there.
CREATE OR REPLACE FUNCTION benchapp.publish(of_chain text, first integer, lines bytea[]) RETURNS integer
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
DECLARE
    have integer;
    head_hash text;
    last integer := first + cardinality(lines) - 1;
BEGIN
    IF first < 1 OR last < first THEN
        RAISE EXCEPTION 'no entries' USING ERRCODE = 'BC002';
    END IF;
    INSERT INTO benchapp.head VALUES (of_chain, 0, '') ON CONFLICT DO NOTHING;
    -- One at a time for each chain.
    SELECT h.sequence, h.hash INTO have, head_hash FROM benchapp.head h WHERE h.chain = of_chain FOR UPDATE;
    IF first > have + 1 THEN
        RAISE EXCEPTION 'entries before % of % are not here', first, of_chain USING ERRCODE = 'BC002';
    END IF;
    IF EXISTS (
        SELECT FROM unnest(lines) WITH ORDINALITY AS told (line, place)
        JOIN benchapp.entry e ON e.chain = of_chain AND e.sequence = first + told.place - 1
        WHERE (benchapp.hashes(e.line))[2] IS DISTINCT FROM (benchapp.hashes(told.line))[2]
    ) THEN
        RAISE EXCEPTION 'another entry of % is here', of_chain USING ERRCODE = 'BC001';
    END IF;
    IF last <= have THEN
        RETURN have;
    END IF;
    IF EXISTS (
        SELECT FROM (
            SELECT first + told.place - 1 AS sequence, h.ends,
                lag(h.ends[2]) OVER (ORDER BY told.place) AS before
            FROM unnest(lines) WITH ORDINALITY AS told (line, place), benchapp.hashes(told.line) AS h (ends)
        ) AS one
        WHERE one.sequence > have
            AND (one.ends IS NULL
                OR one.ends[1] IS DISTINCT FROM CASE WHEN one.sequence = have + 1 THEN head_hash ELSE one.before END)
    ) THEN
        RAISE EXCEPTION 'these do not go on from entry % of %', have, of_chain USING ERRCODE = 'BC001';
    END IF;
    INSERT INTO benchapp.entry
        SELECT of_chain, first + told.place - 1, told.line
        FROM unnest(lines) WITH ORDINALITY AS told (line, place)
        WHERE first + told.place - 1 > have;
    UPDATE benchapp.head h SET sequence = last, hash = (benchapp.hashes(lines[cardinality(lines)]))[2]
        WHERE h.chain = of_chain;
    -- A hint only: who misses it asks a few seconds later.
    PERFORM pg_notify('benchapp', of_chain);
    RETURN last;
END
$$;

-- Leave a sign of life; an older one than is there, or the same again, changes nothing.
CREATE OR REPLACE FUNCTION benchapp.leave_sign(of_chain text, its_counter integer, its_data bytea) RETURNS void
    LANGUAGE plpgsql SECURITY DEFINER SET search_path = pg_catalog, pg_temp
    AS $$
BEGIN
    INSERT INTO benchapp.sign AS s VALUES (of_chain, its_counter, its_data)
        ON CONFLICT (chain) DO UPDATE SET counter = excluded.counter, data = excluded.data
        WHERE s.counter < excluded.counter;
    IF FOUND THEN
        PERFORM pg_notify('benchapp', 'sign');
    END IF;
END
$$;

REVOKE ALL ON SCHEMA benchapp FROM PUBLIC;
REVOKE ALL ON ALL TABLES IN SCHEMA benchapp FROM PUBLIC;
REVOKE ALL ON ALL FUNCTIONS IN SCHEMA benchapp FROM PUBLIC;
