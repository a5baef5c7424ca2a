package dev.saoma.page.database.jdbc;

/** The statements of the console: administrators, browsers, tokens, invitations, orders that wait for a second administrator. */
public enum ConsoleSql implements NamedSql {
    ADMINISTRATORS(
            "SELECT a.*, p.display_name, p.wechat_name, p.state FROM saoma_administrator a LEFT JOIN saoma_person p ON"
                    + " p.pool = a.pool AND p.subject = a.subject WHERE a.pool = :pool ORDER BY a.added_at, a.admin_id"),
    ADMINISTRATOR_OF(
            "SELECT a.*, p.display_name, p.wechat_name, p.state FROM saoma_administrator a LEFT JOIN saoma_person p ON"
                    + " p.pool = a.pool AND p.subject = a.subject WHERE a.pool = :pool AND a.subject = :subject"),
    ADMINISTRATOR_INSERT(
            "INSERT INTO saoma_administrator (pool, admin_id, subject, duty, added_at, added_by, version) VALUES (:pool,"
                    + " :id, :subject, :duty, :now, :actor, 1)"),
    ADMINISTRATOR_DUTY(
            "UPDATE saoma_administrator SET duty = :duty, version = version + 1 WHERE pool = :pool AND admin_id"
                    + " = :id"),
    ADMINISTRATOR_SEEN("UPDATE saoma_administrator SET last_at = :now WHERE pool = :pool AND subject = :subject"),
    ADMINISTRATOR_DELETE("DELETE FROM saoma_administrator WHERE pool = :pool AND admin_id = :id"),
    BROWSERS("SELECT * FROM saoma_known_browser WHERE pool = :pool AND subject = :subject ORDER BY last_at DESC,"
            + " browser_id LIMIT 100"),
    BROWSER_INSERT(
            "INSERT INTO saoma_known_browser (pool, browser_id, token_hash, subject, agent, added_at, last_at) VALUES"
                    + " (:pool, :id, :hash, :subject, :agent, :now, :now)"),
    BROWSER_SEEN(
            "UPDATE saoma_known_browser SET last_at = :now WHERE pool = :pool AND subject = :subject AND token_hash"
                    + " = :hash"),
    BROWSER_DELETE("DELETE FROM saoma_known_browser WHERE pool = :pool AND subject = :subject AND browser_id = :id"),
    BROWSERS_DELETE("DELETE FROM saoma_known_browser WHERE pool = :pool AND subject = :subject"),

    API_TOKENS("SELECT * FROM saoma_api_token WHERE pool = :pool ORDER BY made_at DESC, token_id"),
    API_TOKEN_OF("SELECT * FROM saoma_api_token WHERE pool = :pool AND token_hash = :hash AND expires_at > :now"),
    API_TOKEN_COUNT("SELECT COUNT(*) FROM saoma_api_token WHERE pool = :pool"),
    API_TOKEN_INSERT("INSERT INTO saoma_api_token (pool, token_id, token_hash, token_name, duty, made_by,"
            + " made_at, expires_at) VALUES (:pool, :id, :hash, :name, :duty, :actor, :now, :until)"),
    API_TOKEN_SEEN("UPDATE saoma_api_token SET last_at = :now WHERE pool = :pool AND token_id = :id AND (last_at IS"
            + " NULL OR last_at < :before)"),
    API_TOKEN_DELETE("DELETE FROM saoma_api_token WHERE pool = :pool AND token_id = :id"),

    ORDERS("SELECT o.*, p.display_name, p.wechat_name FROM saoma_pending_order o LEFT JOIN saoma_person p ON p.pool ="
            + " o.pool AND p.subject = o.subject WHERE o.pool = :pool AND o.expires_at > :now ORDER BY o.ordered_at,"
            + " o.order_id"),
    ORDER_INSERT(
            "INSERT INTO saoma_pending_order (pool, order_id, kind, subject, duty, ordered_by, ordered_at, expires_at)"
                    + " VALUES (:pool, :id, :kind, :subject, :duty, :actor, :now, :until)"),
    ORDER_DELETE("DELETE FROM saoma_pending_order WHERE pool = :pool AND order_id = :id"),
    ORDERS_OLD(
            "SELECT o.*, p.display_name, p.wechat_name FROM saoma_pending_order o LEFT JOIN saoma_person p ON p.pool ="
                    + " o.pool AND p.subject = o.subject WHERE o.pool = :pool AND o.expires_at <= :now ORDER BY o.order_id LIMIT"
                    + " 500"),
    ORDERS_ERASED("DELETE FROM saoma_pending_order WHERE pool = :pool AND subject = :subject"),

    READING("SELECT * FROM saoma_reading WHERE pool = :pool AND reader = :actor AND hour_at >= :since ORDER BY hour_at"
            + " DESC LIMIT 100"),
    READING_ADD("UPDATE saoma_reading SET requests = requests + 1, people = people + :people WHERE pool = :pool AND"
            + " reader = :actor AND hour_at = :now"),
    READING_INSERT("INSERT INTO saoma_reading (pool, reader, hour_at, requests, people) VALUES (:pool, :actor, :now, 1,"
            + " :people)"),
    READINGS_OLD(
            "SELECT reader, hour_at FROM saoma_reading WHERE pool = :pool AND hour_at < :before ORDER BY /*h2 pool,"
                    + " h2*/ reader, hour_at LIMIT 500"),
    READING_DELETE("DELETE FROM saoma_reading WHERE pool = :pool AND reader = :actor AND hour_at = :now"),

    INVITATIONS("SELECT token_hash, roles, created_at, expires_at, used_at, note FROM saoma_invitation WHERE pool ="
            + " :pool AND (created_at < :before OR created_at = :before AND token_hash > :hash) ORDER BY created_at DESC,"
            + " token_hash LIMIT 100"),
    INVITATIONS_OLD("SELECT token_hash FROM saoma_invitation WHERE pool = :pool AND (expires_at < :before OR used_at <"
            + " :before) ORDER BY /*h2 pool, h2*/ token_hash LIMIT 500"),
    INVITATION_DELETE("DELETE FROM saoma_invitation WHERE pool = :pool AND token_hash = :hash"),
    AUDIT_DETAILS_MOVE("UPDATE saoma_audit_detail SET subject = :into WHERE pool = :pool AND subject = :subject");

    private final String text;

    ConsoleSql(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
