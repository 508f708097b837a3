"""The record is read by the administration of whose rows it tells, and written by triggers alone."""

from typing import Final

from services.kit.audits import Unaudited
from services.kit.policies import Policy, RoomPolicies

WRITING: Final = """
CREATE TABLE IF NOT EXISTS audit_key (key bytea NOT NULL);
INSERT INTO audit_key SELECT uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid())
    WHERE NOT EXISTS (SELECT FROM audit_key);

CREATE OR REPLACE FUNCTION audit_new_id() RETURNS uuid LANGUAGE sql VOLATILE AS $$
    SELECT encode(substr(int8send((extract(epoch FROM clock_timestamp()) * 1000000)::bigint), 2)
                  || substr(uuid_send(gen_random_uuid()), 8), 'hex')::uuid
$$;
CREATE OR REPLACE FUNCTION audit_id_at(moment timestamptz, seconds_later integer) RETURNS uuid LANGUAGE sql STABLE AS $$
    SELECT encode(substr(int8send((extract(epoch FROM moment) * 1000000)::bigint + 1000000 * seconds_later), 2)
                  || decode(repeat('00', 9), 'hex'), 'hex')::uuid
$$;
CREATE OR REPLACE FUNCTION audit_digest(content bytea) RETURNS jsonb LANGUAGE sql IMMUTABLE STRICT AS $$
    SELECT jsonb_build_object('bytes', octet_length(content), 'sha256', encode(sha256(content), 'hex'))
$$;
CREATE OR REPLACE FUNCTION audit_veil(place text, object uuid, value text) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN value IS NULL THEN NULL WHEN value IN ('', '{}', '[]') THEN to_jsonb(''::text)
           ELSE (SELECT jsonb_build_object('veiled', left(encode(sha256(key || sha256(key || convert_to(
                        jsonb_build_array(place, object, value)::text, 'UTF8'))), 'hex'), 16)) FROM audit_key) END
$$;
CREATE OR REPLACE FUNCTION audit_origin(account uuid, address text, agent text) RETURNS uuid
    LANGUAGE plpgsql VOLATILE AS $$
DECLARE found uuid; salt bytea;
BEGIN
    IF account IS NULL THEN RETURN NULL; END IF;
    SELECT o.id INTO found FROM audit_origin o
    WHERE o.account_id = account AND o.address = audit_origin.address AND o.agent = audit_origin.agent LIMIT 1;
    IF found IS NULL THEN
        salt := uuid_send(gen_random_uuid());
        INSERT INTO audit_origin (id, created_at, account_id, address, agent, secret)
        SELECT audit_origin_id(salt, account, audit_origin.address, audit_origin.agent), now(), account,
               audit_origin.address, audit_origin.agent, salt
        WHERE EXISTS (SELECT FROM account a WHERE a.id = account)
        RETURNING id INTO found;
    END IF;
    RETURN found;
END $$;
CREATE OR REPLACE FUNCTION audit_origin_id(salt bytea, account uuid, address text, agent text) RETURNS uuid
    LANGUAGE sql STABLE AS $$
    SELECT encode(substr(sha256(salt || convert_to(to_jsonb(ARRAY[account::text, address, agent])::text, 'UTF8')),
                         1, 16), 'hex')::uuid
$$;
CREATE OR REPLACE FUNCTION audit_cause(
    owner uuid, OUT done_by text, OUT account uuid, OUT deputy uuid, OUT token uuid, OUT gesture text, OUT origin uuid
) LANGUAGE plpgsql VOLATILE AS $$
DECLARE given jsonb := nullif(current_setting('greenbridge.cause', true), '')::jsonb;
BEGIN
    done_by := coalesce(given ->> 'by', 'OUTSIDE');
    account := (given ->> 'account')::uuid;
    deputy := (given ->> 'deputy')::uuid;
    token := (given ->> 'token')::uuid;
    gesture := coalesce(given ->> 'name', '');
    IF given ? 'address' OR given ? 'agent' THEN
        origin := audit_origin(coalesce(deputy, account, owner), coalesce(given ->> 'address', ''),
                               coalesce(given ->> 'agent', ''));
    END IF;
END $$;
"""
"""What triggers of audited tables call, as the owner of the tables. Ids begin with the time
to the microsecond: they order the record, and a period is a range of them."""

CHAIN: Final = """
CREATE OR REPLACE FUNCTION audit_content(e audit_entry) RETURNS text LANGUAGE sql STABLE AS $$
    SELECT to_jsonb(ARRAY[
        e.id::text, (extract(epoch FROM e.created_at) * 1000000)::bigint::text, e.transaction_number::text, e.done_by,
        e.actor_id::text, e.deputy_id::text, e.token_id::text, e.gesture, e.origin_id::text, e.operation,
        e.object_table, e.object_id::text, e.subject_table, e.subject_id::text, e.organization_id::text,
        e.account_id::text, e.is_overseen::text, e.before::text, e.after::text, e.row_count::text])::text
$$;
CREATE OR REPLACE FUNCTION audit_linked(state bytea, head bytea, content text) RETURNS bytea
    LANGUAGE sql IMMUTABLE AS $$ SELECT sha256(coalesce(state, head) || convert_to(content, 'UTF8')) $$;
CREATE OR REPLACE AGGREGATE audit_chain (bytea, text) (SFUNC = audit_linked, STYPE = bytea);
CREATE OR REPLACE FUNCTION audit_horizon() RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
DECLARE seen pg_snapshot := pg_current_snapshot(); running xid8[]; elsewhere xid8[]; oldest bigint;
BEGIN
    running := ARRAY(SELECT x FROM pg_snapshot_xip(seen) x);
    IF running <> '{}' THEN
        elsewhere := ARRAY(
            SELECT x FROM unnest(running) x
            JOIN pg_locks l ON l.locktype = 'transactionid' AND l.transactionid = x::xid AND l.mode = 'ExclusiveLock'
            JOIN pg_stat_activity a ON a.pid = l.pid
            WHERE l.granted AND a.datid <> (SELECT oid FROM pg_database WHERE datname = current_database()));
        SELECT min(x::text::bigint) INTO oldest FROM unnest(running) x
        WHERE x <> ALL (elsewhere) AND NOT pg_visible_in_snapshot(x, pg_current_snapshot());
    END IF;
    RETURN coalesce(oldest, pg_snapshot_xmax(seen)::text::bigint);
END $$;
CREATE OR REPLACE FUNCTION audit_seal(most integer, waits boolean) RETURNS integer
    LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = public, pg_temp AS $$
DECLARE last audit_link; horizon bigint; sealed integer;
BEGIN
    IF waits THEN PERFORM pg_advisory_xact_lock(1735551329);
    ELSIF NOT pg_try_advisory_xact_lock(1735551329) THEN RETURN 0; END IF;
    horizon := audit_horizon();
    SELECT * INTO last FROM audit_link ORDER BY number DESC LIMIT 1;
    INSERT INTO audit_link (id, created_at, number, transaction_number, hash)
    SELECT w.id, now(), coalesce(last.number, 0) + row_number() OVER in_order, w.transaction_number,
           audit_chain(coalesce(last.hash, decode(repeat('00', 32), 'hex')), audit_content(w.entry)) OVER in_order
    FROM (SELECT e AS entry, e.id, e.created_at, e.transaction_number FROM audit_entry e
          WHERE e.transaction_number >= coalesce(last.transaction_number, 0) AND e.transaction_number < horizon
            AND NOT EXISTS (SELECT FROM audit_link l WHERE l.id = e.id)
          ORDER BY e.transaction_number, e.created_at, e.id LIMIT most) AS w
    WINDOW in_order AS (ORDER BY w.transaction_number, w.created_at, w.id);
    GET DIAGNOSTICS sealed = ROW_COUNT;
    RETURN sealed;
END $$;
CREATE OR REPLACE FUNCTION audit_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION 'the record of changes is only ever added to' USING ERRCODE = 'restrict_violation';
END $$;
CREATE OR REPLACE TRIGGER keep_record BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_entry
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER keep_record BEFORE UPDATE OR DELETE OR TRUNCATE ON audit_link
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
CREATE OR REPLACE TRIGGER keep_record BEFORE UPDATE OR TRUNCATE ON audit_origin
    FOR EACH STATEMENT EXECUTE FUNCTION audit_refuse();
"""
"""Entries of transactions that are over, and before which none runs any more, get their place in the chain: so the
order is settled without one writer ever waiting for another. What runs in another database of the server is none of
ours: `audit_horizon` asks the locks, and takes for ours whatever it does not find there and still runs. Each of its
statements sees more than the one before. `audit_content` is what services/audit/rules.py computes anew."""

READERS: Final = """
CREATE OR REPLACE FUNCTION actor_audited_organizations() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT actor_administered_organizations() || coalesce(array_agg(merged_id), '{}') FROM organization_merge
    WHERE organization_id = ANY (actor_administered_organizations())
$$;
CREATE OR REPLACE FUNCTION actor_overseen_organizations() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT ward.id), '{}')
    FROM organization zone_admin JOIN organization ward ON ward.zone_id = zone_admin.zone_id
    WHERE zone_admin.kind = 'ZONE_ADMIN' AND zone_admin.id = ANY (actor_administered_organizations())
$$;
CREATE OR REPLACE FUNCTION actor_administered_people() RETURNS uuid[]
    LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT coalesce(array_agg(DISTINCT account_id), '{}') FROM membership
    WHERE organization_id = ANY (actor_administered_organizations())
$$;
"""
"""What was merged into an organization is read with it."""

_ADMINISTERED: Final = "organization_id = ANY ((SELECT actor_audited_organizations())::uuid[])"
_OVERSEEN: Final = "is_overseen AND organization_id = ANY ((SELECT actor_overseen_organizations())::uuid[])"
_OWN: Final = "account_id = (SELECT actor_id())"
_OF_MY_PEOPLE: Final = "account_id = ANY ((SELECT actor_administered_people())::uuid[])"

POLICIES: Final = RoomPolicies(
    functions=f"{WRITING}{CHAIN}{READERS}",
    policies=[
        Policy("audit_entry", "SELECT", _ADMINISTERED),
        Policy("audit_entry", "SELECT", _OVERSEEN),
        Policy("audit_entry", "SELECT", _OWN),
        Policy("audit_origin", "SELECT", _OWN),
        Policy("audit_origin", "SELECT", _OF_MY_PEOPLE),
    ],
    system_only=["audit_link"],
    grants={"audit_entry": "SELECT", "audit_link": "SELECT", "audit_origin": "SELECT, DELETE"},
    audits=[
        Unaudited("audit_entry", "is the record itself"),
        Unaudited("audit_link", "is the record itself"),
        Unaudited("audit_origin", "is the part of the record that goes with an account"),
    ],
)
