package dev.saoma.e2e;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;

/** Text that would run as script or markup, in every column of the directory's tables that the console could show. */
final class HostileRows {
    /** Short enough for the shortest column. */
    static final List<String> TEXTS = List.of(
            "<script>window.ran=1</script>",
            "\"><img src=x onerror=window.ran=1>",
            "' onfocus=window.ran=1 autofocus x='",
            "\" onmouseover=window.ran=1 y=\"",
            "</title><script>window.ran=1</script>",
            "</textarea><svg onload=window.ran=1>",
            "</pre><iframe srcdoc='<script>ran=1</script>'>",
            "--><script>window.ran=1</script><!--",
            "javascript:window.ran=1",
            "<base href=//evil.example/>",
            "<meta http-equiv=refresh content=0;//evil.example>",
            "<link rel=stylesheet href=//evil.example/x>",
            "<form action=//evil.example><button>",
            "__${1117*1119}__[[${1117*1119}]]",
            "&lt;script&gt;window.ran=1&lt;/script&gt;",
            "';window.ran=1;//");

    private static final long DAY = 86_400_000;

    private final Connection connection;
    private final long now = System.currentTimeMillis();

    HostileRows(Connection connection) {
        this.connection = connection;
    }

    /** Returns the text for that place, marked so that it can be found again. */
    static String at(String place, String text) {
        return text + "·" + place;
    }

    /** Writes the rows. {@code administrator} is the subject of an existing administrator. */
    void write(String administrator) throws SQLException {
        for (int i = 0; i < TEXTS.size(); i++) {
            String text = TEXTS.get(i);
            String subject = ConsoleData.subject(i + 1);
            update(
                    "UPDATE saoma_person SET wechat_name = ?, display_name = ?, state_why = ?, note = ?, picture = ?, state = 'blocked'"
                            + " WHERE subject = ?",
                    at("nickname", text),
                    at("name", text),
                    at("why", text),
                    at("note", text),
                    text,
                    subject);
            update(
                    "INSERT INTO saoma_person_role (pool, subject, client_id, role_name) VALUES ('default', ?, ?, ?)",
                    subject,
                    "",
                    at("role", text));
            update(
                    "INSERT INTO saoma_person_attribute (pool, subject, attribute_name, attribute_value) VALUES ('default', ?, ?, ?)",
                    subject,
                    text,
                    at("attribute", text));
            update(
                    "INSERT INTO saoma_person_application (pool, subject, client_id, first_at, last_at, sign_ins) VALUES"
                            + " ('default', ?, ?, 0, 0, 1)",
                    subject,
                    at("client", text));
            update(
                    "INSERT INTO saoma_identity (pool, app_id, openid, unionid, subject, first_at, last_at) VALUES"
                            + " ('default', ?, ?, ?, ?, 0, 0)",
                    at("app", text),
                    at("openid", text),
                    at("unionid", text),
                    subject);
            update(
                    "INSERT INTO saoma_page_session (pool, sid, subject, begun_at, seen_at, ended_by, sign_in_method, ip, agent) VALUES"
                            + " ('default', ?, ?, ?, ?, 'x', ?, ?, ?)",
                    "sid-" + i,
                    subject,
                    now - DAY,
                    now,
                    text.substring(0, Math.min(32, text.length())),
                    at("visit", text),
                    at("visitor", text));
            update(
                    "INSERT INTO saoma_sign_in (pool, id, happened_at, subject, client_id, sign_in_method, outcome, reason, ip, agent)"
                            + " VALUES ('default', ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                    "hostile-" + i,
                    now - i,
                    subject,
                    at("site", text),
                    text.substring(0, Math.min(32, text.length())),
                    i % 2 == 0 ? "refused" : text.substring(0, Math.min(32, text.length())),
                    at("reason", text),
                    at("address", text),
                    at("agent", text));
            update(
                    "INSERT INTO saoma_known_browser (pool, browser_id, token_hash, subject, agent, added_at, last_at) VALUES"
                            + " ('default', ?, ?, ?, ?, ?, ?)",
                    "browser-" + i,
                    "hash-" + i,
                    administrator,
                    at("browser", text),
                    now,
                    now);
            update(
                    "INSERT INTO saoma_api_token (pool, token_id, token_hash, token_name, duty, made_by, made_at, expires_at) VALUES"
                            + " ('default', ?, ?, ?, 'auditor', ?, ?, ?)",
                    "token-" + i,
                    "hash-" + i,
                    at("token", text),
                    at("maker", text),
                    now,
                    now + DAY);
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            for (int i = 0; i < values.length; i++) {
                statement.setObject(i + 1, values[i]);
            }
            statement.execute();
        }
    }
}
