package dev.saoma.page.database.jdbc;

/** The statements about people, their sign-ins, and the audit. */
public enum Sql implements NamedSql {
    POOL("SELECT revision, audit_seq, audit_head FROM saoma_pool WHERE pool = :pool"),
    REVISION("SELECT revision FROM saoma_pool WHERE pool = :pool"),
    POOL_LOCK("SELECT revision, audit_seq, audit_head FROM saoma_pool WHERE pool = :pool FOR UPDATE"),
    POOL_INSERT("INSERT INTO saoma_pool (pool, revision, audit_seq, audit_head) VALUES (:pool, 1, 0, '')"),
    POOL_TOUCH("UPDATE saoma_pool SET revision = revision + 1 WHERE pool = :pool"),
    POOL_AUDITED("UPDATE saoma_pool SET audit_seq = :seq, audit_head = :mac WHERE pool = :pool"),

    PERSON("SELECT * FROM saoma_person WHERE pool = :pool AND subject = :subject"),
    PERSON_SUBJECT("SELECT subject FROM saoma_person WHERE pool = :pool AND subject = :subject"),
    PERSON_LOCK("SELECT first_at FROM saoma_person WHERE pool = :pool AND subject = :subject FOR UPDATE"),
    PERSON_BY_CODE(
            "SELECT * FROM saoma_person WHERE pool = :pool AND waiting_code = :code AND state = 'waiting' ORDER BY subject"),
    PERSON_INSERT(
            "INSERT INTO saoma_person (pool, subject, id_ending, wechat_name, search_name, picture, state, waiting_code, waiting_at,"
                    + " waiting_from, first_at, last_at, sign_ins, ended_before, version, revision) VALUES (:pool, :subject, :ending, :name,"
                    + " :search, :picture, :state, :code, :waitingAt, :waitingFrom, :now, :now, 0, 0, 1, 0)"),
    PERSON_SEEN(
            "UPDATE saoma_person SET sign_ins = sign_ins + 1, last_at = CASE WHEN last_at < :before THEN :now ELSE last_at"
                    + " END WHERE pool = :pool AND subject = :subject"),
    PERSON_PROFILE(
            "UPDATE saoma_person SET wechat_name = :name, search_name = :search, picture = :picture WHERE pool = :pool AND"
                    + " subject = :subject"),
    PERSON_STATE("UPDATE saoma_person SET state = :state, state_why = :why, waiting_code = NULL, waiting_at = NULL,"
            + " waiting_from = NULL WHERE pool = :pool AND subject = :subject"),
    PERSON_WAITS("UPDATE saoma_person SET state = 'waiting', waiting_code = :code, waiting_at = :now, waiting_from ="
            + " :waitingFrom WHERE pool = :pool AND subject = :subject"),
    PERSON_ENDED("UPDATE saoma_person SET ended_before = :now WHERE pool = :pool AND subject = :subject"),
    PERSON_NAMED("UPDATE saoma_person SET display_name = :name, search_name = :search WHERE pool = :pool"
            + " AND subject = :subject"),
    PERSON_MERGED("UPDATE saoma_person SET state = 'merged', merged_into = :into, ended_before = :now"
            + " WHERE pool = :pool AND subject = :subject"),
    MERGED_INTO("SELECT subject FROM saoma_person WHERE pool = :pool AND state = 'merged' AND merged_into = :subject"
            + " ORDER BY subject"),
    PERSON_DELETE("DELETE FROM saoma_person WHERE pool = :pool AND subject = :subject"),
    PERSON_CHANGED(
            "UPDATE saoma_person SET version = version + 1, revision = :revision WHERE pool = :pool AND subject ="
                    + " :subject"),
    CHANGED("SELECT subject, revision FROM saoma_person WHERE pool = :pool AND revision > :revision ORDER BY revision"),
    BLOCKED("SELECT subject FROM saoma_person WHERE pool = :pool AND state = 'blocked' ORDER BY subject"),
    WAITING_COUNT("SELECT COUNT(*) FROM saoma_person WHERE pool = :pool AND state = 'waiting'"),
    WAITING_FROM(
            "SELECT COUNT(*) FROM saoma_person WHERE pool = :pool AND state = 'waiting' AND waiting_from = :waitingFrom"),
    WAITING_EXPIRED(
            "SELECT subject, first_at, waiting_at FROM saoma_person WHERE pool = :pool AND state = 'waiting' AND"
                    + " waiting_at < :before ORDER BY waiting_at LIMIT 200"),
    WAITING_OLDEST("SELECT subject, first_at, waiting_at FROM saoma_person WHERE pool = :pool AND state = 'waiting'"
            + " ORDER BY waiting_at LIMIT 1"),

    PEOPLE("SELECT p.* FROM saoma_person p" + PeoplePages.ALL),
    PEOPLE_ROLES(PeoplePages.roles(PeoplePages.ALL)),
    PEOPLE_ATTRIBUTES(PeoplePages.attributes(PeoplePages.ALL)),
    PEOPLE_IN_STATE("SELECT p.* FROM saoma_person p" + PeoplePages.IN_STATE),
    PEOPLE_IN_STATE_ROLES(PeoplePages.roles(PeoplePages.IN_STATE)),
    PEOPLE_IN_STATE_ATTRIBUTES(PeoplePages.attributes(PeoplePages.IN_STATE)),
    PEOPLE_NAMED("SELECT p.* FROM saoma_person p" + PeoplePages.NAMED),
    PEOPLE_NAMED_ROLES(PeoplePages.roles(PeoplePages.NAMED)),
    PEOPLE_NAMED_ATTRIBUTES(PeoplePages.attributes(PeoplePages.NAMED)),
    PEOPLE_WITH_ROLE("SELECT p.* FROM (" + PeoplePages.WITH_ROLE
            + ") s JOIN saoma_person p ON p.pool = s.pool AND p.subject =" + " s.subject ORDER BY p.subject"),
    PEOPLE_WITH_ROLE_ROLES(PeoplePages.rolesOf(PeoplePages.WITH_ROLE)),
    PEOPLE_WITH_ROLE_ATTRIBUTES(PeoplePages.attributesOf(PeoplePages.WITH_ROLE)),

    IDENTITY("SELECT * FROM saoma_identity WHERE pool = :pool AND app_id = :appId AND openid = :openid"),
    IDENTITIES("SELECT * FROM saoma_identity WHERE pool = :pool AND subject = :subject ORDER BY app_id, openid"),
    IDENTITY_SUBJECTS(
            "SELECT DISTINCT subject FROM saoma_identity WHERE pool = :pool AND unionid = :unionid ORDER BY subject"),
    IDENTITY_INSERT(
            "INSERT INTO saoma_identity (pool, app_id, openid, unionid, subject, first_at, last_at) VALUES (:pool, :appId,"
                    + " :openid, :unionid, :subject, :now, :now)"),
    IDENTITY_UNIONID(
            "UPDATE saoma_identity SET unionid = :unionid, last_at = :now WHERE pool = :pool AND app_id = :appId"
                    + " AND openid = :openid"),
    IDENTITY_MOVE("UPDATE saoma_identity SET subject = :into WHERE pool = :pool AND subject = :subject"),
    IDENTITY_DELETE("DELETE FROM saoma_identity WHERE pool = :pool AND subject = :subject"),

    ROLES("SELECT client_id, role_name FROM saoma_person_role WHERE pool = :pool AND subject = :subject"
            + " ORDER BY client_id,"
            + " role_name"),
    ROLE_INSERT(
            "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES (:pool, :subject, :clientId,"
                    + " :role)"),
    ROLE_DELETE("DELETE FROM saoma_person_role WHERE pool = :pool AND subject = :subject AND client_id = :clientId AND"
            + " role_name = :role"),
    ROLES_DELETE("DELETE FROM saoma_person_role WHERE pool = :pool AND subject = :subject"),

    ATTRIBUTES("SELECT attribute_name, attribute_value FROM saoma_person_attribute WHERE pool = :pool AND subject ="
            + " :subject ORDER BY attribute_name"),
    ATTRIBUTE_DELETE("DELETE FROM saoma_person_attribute WHERE pool = :pool AND subject = :subject AND attribute_name ="
            + " :name"),
    ATTRIBUTE_INSERT(
            "INSERT INTO saoma_person_attribute (pool, subject, attribute_name, attribute_value) VALUES (:pool,"
                    + " :subject, :name, :text)"),
    ATTRIBUTES_DELETE("DELETE FROM saoma_person_attribute WHERE pool = :pool AND subject = :subject"),

    APPLICATIONS("SELECT client_id, first_at, last_at, sign_ins FROM saoma_person_application WHERE pool = :pool AND"
            + " subject = :subject ORDER BY client_id"),
    APPLICATION_INSERT(
            "INSERT INTO saoma_person_application (pool, subject, client_id, first_at, last_at, sign_ins) VALUES"
                    + " (:pool, :subject, :clientId, :now, :now, 0)"),
    APPLICATION_SEEN(
            "UPDATE saoma_person_application SET sign_ins = sign_ins + 1, last_at = CASE WHEN last_at < :before THEN :now"
                    + " ELSE last_at END WHERE pool = :pool AND subject = :subject AND client_id = :clientId"),
    APPLICATIONS_DELETE("DELETE FROM saoma_person_application WHERE pool = :pool AND subject = :subject"),

    SESSION_INSERT(
            "INSERT INTO saoma_page_session (pool, sid, subject, begun_at, seen_at, sign_in_method, ip, agent) VALUES"
                    + " (:pool, :sid, :subject, :now, :now, :method, :ip, :agent)"),
    SESSION("SELECT COUNT(*) FROM saoma_page_session WHERE pool = :pool AND sid = :sid"),
    SESSION_SEEN("UPDATE saoma_page_session SET seen_at = :now WHERE pool = :pool AND sid = :sid"),
    SESSIONS("SELECT * FROM saoma_page_session WHERE pool = :pool AND subject = :subject"
            + " ORDER BY /*h2 pool DESC, subject DESC, h2*/ begun_at DESC LIMIT 100"),
    SESSION_ENDED("UPDATE saoma_page_session SET ended_at = :now, ended_by = :actor WHERE pool = :pool AND sid = :sid"
            + " AND subject = :subject AND (ended_at IS NULL OR ended_by = :actor)"),
    SESSION_END_DONE("UPDATE saoma_page_session SET ended_by = :actor WHERE pool = :pool AND sid = :sid"),
    SESSION_ENDED_BY(
            "SELECT ended_by FROM saoma_page_session WHERE pool = :pool AND sid = :sid AND ended_at IS NOT NULL"),
    SESSIONS_TO_END(
            "SELECT s.sid, s.subject FROM saoma_person p JOIN saoma_page_session s ON s.pool = p.pool AND s.subject ="
                    + " p.subject WHERE p.pool = :pool AND p.revision > :revision AND s.ended_by = :actor ORDER BY s.sid"),
    SESSIONS_ENDED("UPDATE saoma_page_session SET ended_at = :now, ended_by = :actor WHERE pool = :pool AND subject ="
            + " :subject AND ended_at IS NULL"),
    SESSIONS_OLD("SELECT sid FROM saoma_page_session WHERE pool = :pool AND seen_at < :before"
            + " ORDER BY /*h2 pool, h2*/ seen_at LIMIT 500"),
    SESSION_DELETE("DELETE FROM saoma_page_session WHERE pool = :pool AND sid = :sid"),
    SESSION_ADDRESSES(
            "SELECT DISTINCT ip FROM saoma_page_session WHERE pool = :pool AND subject = :subject AND ip IS NOT NULL"),
    SESSIONS_DELETE("DELETE FROM saoma_page_session WHERE pool = :pool AND subject = :subject"),

    SIGN_IN_INSERT(
            "INSERT INTO saoma_sign_in (pool, id, happened_at, subject, client_id, sign_in_method, outcome, reason,"
                    + " error_id, ip, agent) VALUES (:pool, :id, :now, :subject, :clientId, :method, :outcome, :reason, :errorId,"
                    + " :ip, :agent)"),
    SIGN_IN("SELECT COUNT(*) FROM saoma_sign_in WHERE pool = :pool AND id = :id"),
    SIGN_INS_OF("SELECT * FROM saoma_sign_in WHERE pool = :pool AND subject = :subject"
            + " ORDER BY /*h2 pool DESC, subject DESC, h2*/ happened_at DESC LIMIT 100"),
    SIGN_INS(
            "SELECT * FROM saoma_sign_in WHERE pool = :pool AND happened_at <= :now AND (happened_at < :now OR id < :id)"
                    + " ORDER BY /*h2 pool DESC, h2*/ happened_at DESC, id DESC LIMIT 500"),
    SIGN_INS_OLD("SELECT id FROM saoma_sign_in WHERE pool = :pool AND happened_at < :before"
            + " ORDER BY /*h2 pool, h2*/ happened_at LIMIT 500"),
    SIGN_IN_DELETE("DELETE FROM saoma_sign_in WHERE pool = :pool AND id = :id"),
    SIGN_INS_ERASED(
            "UPDATE saoma_sign_in SET subject = :erased, ip = NULL, agent = NULL WHERE pool = :pool AND subject ="
                    + " :subject"),

    SIGN_INS_MOVE("UPDATE saoma_sign_in SET subject = :into WHERE pool = :pool AND subject = :subject"),
    SIGN_IN_ADDRESSES(
            "SELECT DISTINCT ip FROM saoma_sign_in WHERE pool = :pool AND subject = :subject AND ip IS NOT NULL"),
    SIGN_INS_ADDRESS_ERASED("UPDATE saoma_sign_in SET ip = NULL, agent = NULL WHERE pool = :pool AND subject IS NULL"
            + " AND ip = :ip"),

    INVITATION_INSERT(
            "INSERT INTO saoma_invitation (pool, token_hash, roles, created_at, expires_at, note) VALUES (:pool,"
                    + " :hash, :roles, :now, :until, :note)"),
    INVITATION("SELECT roles, expires_at, used_at FROM saoma_invitation WHERE pool = :pool AND token_hash = :hash"),
    INVITATION_USED("UPDATE saoma_invitation SET used_at = :now, used_by = :subject WHERE pool = :pool AND token_hash ="
            + " :hash AND used_at IS NULL AND expires_at > :now"),
    INVITATIONS_ERASED(
            "UPDATE saoma_invitation SET used_by = :erased, note = NULL WHERE pool = :pool AND used_by = :subject"),

    OUTBOX_INSERT("INSERT INTO saoma_outbox (pool, id, subject, client_id, created_at, next_at, attempts, state) VALUES"
            + " (:pool, :id, :subject, :clientId, :now, :now, 0, 'open')"),
    OUTBOX_DUE_CLIENTS("SELECT client_id, COUNT(*) AS due FROM saoma_outbox WHERE pool = :pool AND state = 'open' AND"
            + " next_at <= :now GROUP BY client_id ORDER BY MIN(next_at), client_id"),
    OUTBOX_DUE("SELECT * FROM saoma_outbox WHERE pool = :pool AND state = 'open' AND next_at <= :now AND client_id ="
            + " :clientId ORDER BY next_at, id LIMIT 10"),
    OUTBOX_OPEN("SELECT COUNT(*) FROM saoma_outbox WHERE pool = :pool AND state = 'open'"),
    OUTBOX_CLAIM("UPDATE saoma_outbox SET next_at = :until, attempts = attempts + 1 WHERE pool = :pool AND id = :id AND"
            + " state = 'open' AND attempts = :attempts AND next_at = :seen"),
    OUTBOX_LEFT("UPDATE saoma_outbox SET last_error = :error WHERE pool = :pool AND client_id = :clientId AND"
            + " state = 'open' AND attempts = 0 AND last_error IS NULL AND created_at <= :before"),
    OUTBOX_DONE(
            "UPDATE saoma_outbox SET state = :state, last_error = :error, next_at = :next WHERE pool = :pool AND id ="
                    + " :id AND state = 'open' AND attempts = :attempts"),
    OUTBOX_OF("SELECT * FROM saoma_outbox WHERE pool = :pool AND id = :id"),
    OUTBOX_OLD("SELECT id FROM saoma_outbox WHERE pool = :pool AND state = :state AND next_at < :before"
            + " ORDER BY /*h2 pool, state, h2*/ next_at LIMIT 500"),
    OUTBOX_DELETE("DELETE FROM saoma_outbox WHERE pool = :pool AND id = :id"),
    OUTBOX_ERASED("DELETE FROM saoma_outbox WHERE pool = :pool AND subject = :subject AND state <> 'open'"),

    BARRED("SELECT COUNT(*) FROM saoma_barred WHERE pool = :pool AND fingerprint = :fingerprint"),
    BARRED_INSERT("INSERT INTO saoma_barred (pool, fingerprint, barred_at) VALUES (:pool, :fingerprint, :now)"),
    ERASED_AT("SELECT barred_at FROM saoma_barred WHERE pool = :pool AND fingerprint = :fingerprint"),
    ERASED_AGAIN("UPDATE saoma_barred SET barred_at = :now WHERE pool = :pool AND fingerprint = :fingerprint"),
    ERASED_OLD("SELECT fingerprint FROM saoma_barred WHERE pool = :pool AND fingerprint LIKE 'erased.%' AND barred_at <"
            + " :before ORDER BY /*h2 pool, h2*/ fingerprint LIMIT 500"),
    ERASED_DELETE("DELETE FROM saoma_barred WHERE pool = :pool AND fingerprint = :fingerprint"),

    AUDIT_INSERT("INSERT INTO saoma_audit (pool, seq, happened_at, actor, duty, action, commitments, prev, mac) VALUES"
            + " (:pool, :seq, :now, :actor, :duty, :action, :commitments, :prev, :mac)"),
    AUDIT_DETAIL_INSERT("INSERT INTO saoma_audit_detail (pool, seq, part, subject, salt, content) VALUES (:pool, :seq,"
            + " :part, :subject, :salt, :content)"),
    AUDIT("SELECT * FROM saoma_audit WHERE pool = :pool AND seq > :seq ORDER BY /*h2 pool, h2*/ seq LIMIT 500"),
    AUDIT_MAC("SELECT mac FROM saoma_audit WHERE pool = :pool AND seq = :seq"),
    AUDIT_FIRST("SELECT seq FROM saoma_audit WHERE pool = :pool ORDER BY /*h2 pool, h2*/ seq LIMIT 1"),
    AUDIT_DETAILS("SELECT part, salt, content FROM saoma_audit_detail WHERE pool = :pool AND seq = :seq ORDER BY part"),
    AUDIT_DELETE("DELETE FROM saoma_audit WHERE pool = :pool AND seq = :seq"),
    AUDIT_DETAILS_DELETE("DELETE FROM saoma_audit_detail WHERE pool = :pool AND seq = :seq"),
    AUDIT_DETAILS_ERASED("DELETE FROM saoma_audit_detail WHERE pool = :pool AND subject = :subject"),
    AUDIT_LATEST(
            "SELECT * FROM saoma_audit WHERE pool = :pool AND seq < :seq ORDER BY /*h2 pool DESC, h2*/ seq DESC LIMIT 100"),
    AUDIT_DETAILS_BETWEEN(
            "SELECT seq, part, content FROM saoma_audit_detail WHERE pool = :pool AND seq >= :seq AND seq <="
                    + " :until ORDER BY seq, part"),

    PEOPLE_ENDING(
            "SELECT * FROM saoma_person WHERE pool = :pool AND id_ending = :ending AND subject LIKE :like ESCAPE '!'"
                    + " AND subject > :subject ORDER BY /*h2 pool, id_ending, h2*/ subject LIMIT 100"),
    PEOPLE_ENDING_UNFILLED(
            "SELECT * FROM saoma_person WHERE pool = :pool AND id_ending IS NULL AND subject LIKE :like ESCAPE '!' AND"
                    + " subject > :subject ORDER BY /*h2 pool, id_ending, h2*/ subject LIMIT 100"),
    PEOPLE_ENDING_SHORT(
            "SELECT * FROM saoma_person WHERE pool = :pool AND subject LIKE :like ESCAPE '!' AND subject > :subject"
                    + " ORDER BY /*h2 pool, h2*/ subject LIMIT 100"),
    ENDINGS_UNFILLED("SELECT subject FROM saoma_person WHERE pool = :pool AND id_ending IS NULL"
            + " ORDER BY /*h2 pool, id_ending, h2*/ subject LIMIT 500"),
    PERSON_ENDING("UPDATE saoma_person SET id_ending = :ending WHERE pool = :pool AND subject = :subject"),
    SIGN_INS_FILTERED(
            "SELECT s.*, p.display_name, p.wechat_name FROM saoma_sign_in s LEFT JOIN saoma_person p ON p.pool = s.pool"
                    + " AND p.subject = s.subject WHERE s.pool = :pool AND s.happened_at >= :since AND s.happened_at <= :lastAt"
                    + " AND (s.happened_at < :lastAt OR s.id < :id) AND (:clientId = '*' OR s.client_id = :clientId) AND"
                    + " (:method = '*' OR s.sign_in_method = :method) AND (:outcome = '*' OR s.outcome = :outcome) AND"
                    + " (:reason = '*' OR s.reason = :reason) AND (:subject = '*' OR s.subject = :subject) AND (:ip = '*' OR"
                    + " s.ip = :ip) ORDER BY /*h2 s.pool DESC, h2*/ s.happened_at DESC, s.id DESC LIMIT 100"),
    SIGN_INS_BY_HOUR("SELECT FLOOR(happened_at / 3600000) AS hour_no, outcome, COUNT(*) AS how_many FROM saoma_sign_in"
            + " WHERE pool = :pool AND happened_at >= :since GROUP BY FLOOR(happened_at / 3600000), outcome"),
    SIGN_INS_BY_REASON("SELECT reason, COUNT(*) AS how_many FROM saoma_sign_in WHERE pool = :pool AND happened_at >="
            + " :since AND reason IS NOT NULL GROUP BY reason"),
    IDENTITY_CONFLICTS(
            "SELECT client_id, COUNT(*) AS how_many, MAX(happened_at) AS latest_at FROM saoma_sign_in WHERE pool ="
                    + " :pool AND happened_at >= :since AND reason = 'identity_conflict' GROUP BY client_id ORDER BY client_id"),

    SETTINGS_REVISION("SELECT revision FROM saoma_setting_revision WHERE pool = :pool"),
    SETTINGS_REVISION_INSERT("INSERT INTO saoma_setting_revision (pool, revision) VALUES (:pool, 1)"),
    SETTINGS_REVISION_NEXT("UPDATE saoma_setting_revision SET revision = revision + 1 WHERE pool = :pool"),
    SETTINGS_OBJECTS("SELECT * FROM saoma_setting_object WHERE pool = :pool ORDER BY object_kind, object_name"),
    SETTINGS_VALUES("SELECT * FROM saoma_setting_value WHERE pool = :pool ORDER BY object_kind, object_name,"
            + " setting_name, part"),
    SETTINGS_OBJECT_INSERT(
            "INSERT INTO saoma_setting_object (pool, object_kind, object_name, version, added_at, added_by, changed_at,"
                    + " changed_by) VALUES (:pool, :kind, :name, :version, :now, :actor, :now, :actor)"),
    SETTINGS_OBJECT_CHANGED(
            "UPDATE saoma_setting_object SET version = version + 1, changed_at = :now, changed_by = :actor WHERE pool ="
                    + " :pool AND object_kind = :kind AND object_name = :name"),
    SETTINGS_OBJECT_DELETE(
            "DELETE FROM saoma_setting_object WHERE pool = :pool AND object_kind = :kind AND object_name = :name"),
    SETTINGS_VALUE_INSERT(
            "INSERT INTO saoma_setting_value (pool, object_kind, object_name, setting_name, part, content) VALUES (:pool,"
                    + " :kind, :name, :setting, :part, :content)"),
    SETTINGS_VALUES_DELETE(
            "DELETE FROM saoma_setting_value WHERE pool = :pool AND object_kind = :kind AND object_name = :name"),
    CLIENT_SECRETS("SELECT * FROM saoma_client_secret WHERE pool = :pool ORDER BY client_id, added_at, secret_id"),
    CLIENT_SECRET_INSERT(
            "INSERT INTO saoma_client_secret (pool, client_id, secret_id, secret_hash, added_at, added_by) VALUES (:pool,"
                    + " :clientId, :id, :hash, :now, :actor)"),
    CLIENT_SECRETS_END(
            "UPDATE saoma_client_secret SET ends_at = :until WHERE pool = :pool AND client_id = :clientId AND"
                    + " secret_id <> :id AND (ends_at IS NULL OR ends_at > :until)"),
    CLIENT_SECRET_USED(
            "UPDATE saoma_client_secret SET last_at = :lastAt WHERE pool = :pool AND client_id = :clientId AND"
                    + " secret_id = :id AND (last_at IS NULL OR last_at < :lastAt)"),
    CLIENT_SECRET_DELETE(
            "DELETE FROM saoma_client_secret WHERE pool = :pool AND client_id = :clientId AND secret_id = :id"),
    CLIENT_SECRETS_DELETE("DELETE FROM saoma_client_secret WHERE pool = :pool AND client_id = :clientId"),
    APPLICATION_LAST_SIGN_IN(
            "SELECT last_at FROM saoma_person_application WHERE pool = :pool AND client_id = :clientId ORDER BY /*h2 pool"
                    + " DESC, client_id DESC, h2*/ last_at DESC LIMIT 1");

    private final String text;

    Sql(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
