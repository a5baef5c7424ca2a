package dev.saoma.page.database.jdbc;

/** The statements that read a whole pool in the order of its keys, in which no sign-in moves a person. */
public enum TransferSql implements NamedSql {
    PEOPLE("SELECT p.* FROM saoma_person p" + Pages.PEOPLE),
    PEOPLE_ROLES(PeoplePages.roles(Pages.PEOPLE)),
    PEOPLE_ATTRIBUTES(PeoplePages.attributes(Pages.PEOPLE)),
    /**
     * Compares the state, and the version, which is always positive, so that no index serves or covers it: some databases would
     * sort all people for every page.
     */
    PEOPLE_IN_STATE("SELECT p.* FROM saoma_person p" + Pages.IN_STATE),
    PEOPLE_IN_STATE_ROLES(PeoplePages.roles(Pages.IN_STATE)),
    PEOPLE_IN_STATE_ATTRIBUTES(PeoplePages.attributes(Pages.IN_STATE)),
    FINGERPRINTS("SELECT fingerprint, barred_at FROM saoma_barred WHERE pool = :pool AND fingerprint > :fingerprint"
            + " ORDER BY /*h2 pool, h2*/ fingerprint LIMIT 100"),
    INVITATIONS(
            "SELECT token_hash, roles, created_at, expires_at, note FROM saoma_invitation WHERE pool = :pool AND token_hash"
                    + " > :hash AND used_at IS NULL AND expires_at > :now ORDER BY /*h2 pool, h2*/ token_hash LIMIT 100");

    private static final class Pages {
        static final String PEOPLE =
                " WHERE p.pool = :pool AND p.subject > :subject ORDER BY /*h2 p.pool, h2*/ p.subject LIMIT 100";
        static final String IN_STATE =
                " WHERE p.pool = :pool AND p.subject > :subject AND CASE WHEN p.state = :state AND p.version > 0 THEN 1 ELSE 0 END = 1"
                        + " ORDER BY /*h2 p.pool, h2*/ p.subject LIMIT 100";
    }

    private final String text;

    TransferSql(String text) {
        this.text = text;
    }

    @Override
    public String text() {
        return text;
    }
}
