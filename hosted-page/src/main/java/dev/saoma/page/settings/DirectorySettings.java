package dev.saoma.page.settings;

import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The setting {@code directory}: the directory of a pool. Off unless the section is present.
 *
 * @param database the database of people
 * @param admission who is admitted, unless an application has a rule of its own
 * @param keepSignIns how long the log of sign-ins is kept
 * @param keepAudit how long the audit is kept
 */
public record DirectorySettings(
        DatabaseSettings database, AdmissionRule admission, Period keepSignIns, Period keepAudit) {
    private static final Period SIGN_INS = Period.ofDays(400);
    private static final Period AUDIT = Period.ofYears(3);
    private static final Period LEAST = Period.ofDays(180);
    private static final Period MOST = Period.ofDays(36_500);

    /** Reads {@code directory}. */
    static Optional<DirectorySettings> read(Section root) {
        boolean present = root.has("directory");
        Section section = root.section("directory");
        if (!present) {
            section.close();
            return Optional.empty();
        }
        DatabaseSettings database = DatabaseSettings.read(section.section("database"));
        AdmissionRule admission = AdmissionRule.read(section, AdmissionRule.EVERYBODY);
        if (!admission.roles().isEmpty()) {
            section.mistake("admission", "requires roles, which belong to one application.", "Write it there.");
        }
        Section keep = section.section("keep");
        Period signIns = period(keep, "signIns", SIGN_INS);
        Period audit = period(keep, "audit", AUDIT);
        keep.close();
        section.close();
        return Optional.of(new DirectorySettings(database, admission, signIns, audit));
    }

    private static Period period(Section section, String key, Period unless) {
        Values.bounds(section, key, LEAST, MOST);
        return Values.parsed(section, key, unless, text -> {
            try {
                Period period = Period.parse(text);
                if (!period.isNegative() && days(period) >= days(LEAST) && days(period) <= days(MOST)) {
                    return Optional.of(period);
                }
                section.mistake(
                        key, text + " is not between 180 days and 100 years.", "Write for example P400D or P3Y.");
            } catch (DateTimeParseException | ArithmeticException e) {
                section.mistake(key, "is not a period.", "Write for example P400D or P3Y.");
            }
            return Optional.empty();
        });
    }

    private static long days(Period period) {
        return period.toTotalMonths() * 30 + period.getDays();
    }
}
