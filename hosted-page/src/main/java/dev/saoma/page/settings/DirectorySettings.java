package dev.saoma.page.settings;

import java.time.Period;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/**
 * The directory of a pool: {@code directory}, with its reader. Off unless the section is there.
 *
 * @param database where people are kept
 * @param admission who may come in, where an application says nothing else
 * @param keepSignIns how long the log of sign-ins is kept; 400 days by default, 180 days at least
 * @param keepAudit how long the audit is kept; three years by default, 180 days at least
 */
public record DirectorySettings(
        DatabaseSettings database, AdmissionRule admission, Period keepSignIns, Period keepAudit) {
    private static final Period SIGN_INS = Period.ofDays(400);
    private static final Period AUDIT = Period.ofYears(3);
    private static final int LEAST_DAYS = 180;
    private static final int MOST_DAYS = 36_500;

    static Optional<DirectorySettings> read(Section root, References references) {
        boolean present = root.has("directory");
        Section section = root.section("directory");
        if (!present) {
            section.close();
            return Optional.empty();
        }
        DatabaseSettings database = DatabaseSettings.read(section.section("database"), references);
        AdmissionRule admission = AdmissionRule.read(section, AdmissionRule.EVERYBODY);
        if (!admission.roles().isEmpty()) {
            section.mistake("admission", "asks for roles, which belong to one application.", "Write it there.");
        }
        Section keep = section.section("keep");
        Period signIns = keep.text("signIns")
                .flatMap(text -> period(keep, "signIns", text))
                .orElse(SIGN_INS);
        Period audit =
                keep.text("audit").flatMap(text -> period(keep, "audit", text)).orElse(AUDIT);
        keep.close();
        section.close();
        return Optional.of(new DirectorySettings(database, admission, signIns, audit));
    }

    private static Optional<Period> period(Section section, String key, String text) {
        try {
            Period period = Period.parse(text);
            long days = period.toTotalMonths() * 30 + period.getDays();
            if (!period.isNegative() && days >= LEAST_DAYS && days <= MOST_DAYS) {
                return Optional.of(period);
            }
            section.mistake(key, text + " is not between 180 days and 100 years.", "Write for example P400D or P3Y.");
        } catch (DateTimeParseException | ArithmeticException e) {
            section.mistake(key, "is no period.", "Write for example P400D or P3Y.");
        }
        return Optional.empty();
    }
}
