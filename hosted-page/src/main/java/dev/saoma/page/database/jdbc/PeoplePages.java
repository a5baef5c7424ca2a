package dev.saoma.page.database.jdbc;

/**
 * SQL of the pages of the list of people, with roles and attributes joined by a derived table: some databases read a whole pool
 * if a list of ids is compared with the second column of an index.
 */
final class PeoplePages {
    static final String ALL = " WHERE p.pool = :pool AND p.last_at <= :lastAt AND (p.last_at < :lastAt OR p.subject <"
            + " :subject) ORDER BY /*h2 p.pool DESC, h2*/ p.last_at DESC, p.subject DESC LIMIT 100";
    static final String IN_STATE =
            " WHERE p.pool = :pool AND p.state = :state AND p.last_at <= :lastAt AND (p.last_at <"
                    + " :lastAt OR p.subject < :subject) ORDER BY /*h2 p.pool DESC, p.state DESC, h2*/ p.last_at"
                    + " DESC, p.subject DESC LIMIT 100";
    /**
     * Reads the part of the index that may have names with the beginning, and selects those that have: orders of text differ
     * between databases, and in PostgreSQL with the language that it was created for. MariaDB compares parameters by the
     * connection's order, unless the statement names that of the column, and reads too little of an index for {@code LIKE}
     * itself: CONCAT keeps it from that. H2 infers the type of the parameters from the text before them.
     */
    static final String NAMED =
            " WHERE p.pool = :pool AND p.search_name >= :from AND p.search_name < GREATEST('!', :endA"
                    + " /*mysql COLLATE utf8mb4_bin mysql*/, :endB, :endC, :endD, :endE) AND"
                    + " /*mysql CONCAT( mysql*/p.search_name/*mysql , '') mysql*/ LIKE :like ESCAPE '!' AND"
                    + " (p.search_name > :from OR p.subject > :subject) ORDER BY /*h2 p.pool, h2*/ p.search_name,"
                    + " p.subject LIMIT 100";

    static final String WITH_ROLE =
            "SELECT DISTINCT pool, role_name, subject FROM saoma_person_role WHERE pool = :pool AND role_name ="
                    + " :role AND subject > :subject ORDER BY /*h2 pool, role_name, h2*/ subject LIMIT 100";

    private PeoplePages() {}

    static String roles(String page) {
        return rolesOf("SELECT p.pool, p.subject FROM saoma_person p" + page);
    }

    static String attributes(String page) {
        return attributesOf("SELECT p.pool, p.subject FROM saoma_person p" + page);
    }

    static String rolesOf(String subjects) {
        return "SELECT r.subject, r.client_id, r.role_name FROM (" + subjects
                + ") s JOIN saoma_person_role r ON r.pool ="
                + " s.pool AND r.subject = s.subject ORDER BY r.subject, r.client_id, r.role_name";
    }

    static String attributesOf(String subjects) {
        return "SELECT a.subject, a.attribute_name, a.attribute_value FROM (" + subjects
                + ") s JOIN saoma_person_attribute a ON a.pool = s.pool AND a.subject = s.subject ORDER BY a.subject,"
                + " a.attribute_name";
    }
}
