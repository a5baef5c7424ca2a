package dev.saoma.page.database.admission;

import dev.saoma.page.database.Person;
import dev.saoma.page.directory.Verdict;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Reason;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.directory.Verdict.Waiting;
import dev.saoma.page.settings.AdmissionRule;
import dev.saoma.page.settings.AdmissionRule.Policy;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Decides whether an application admits a person. Thread-safe.
 *
 * @param rules returns the rule of an application, by client id
 * @param usersFile returns the entry of a subject in the operator's file, whose roles take precedence
 */
record AdmissionRules(Function<String, AdmissionRule> rules, Function<String, Map<String, Object>> usersFile) {
    Policy policy(String clientId) {
        return rules.apply(clientId).policy();
    }

    /** Judges a person, whether just read or remembered. */
    Verdict judge(Person person, String clientId) {
        AdmissionRule rule = rules.apply(clientId);
        switch (person.state()) {
            case BLOCKED:
                return new Refused(Reason.BLOCKED);
            case UNKNOWN:
                return new Refused(Reason.UNKNOWN_PERSON);
            case MERGED:
                return new Refused(Reason.SESSION_ENDED);
            case WAITING:
                if (rule.policy() != Policy.EVERYBODY) {
                    return new Waiting(
                            person.status().waitingCode() == null
                                    ? ""
                                    : person.status().waitingCode());
                }
                break;
            case VISITOR:
                if (rule.policy() != Policy.EVERYBODY) {
                    return new Refused(Reason.UNKNOWN_PERSON);
                }
                break;
            default:
                break;
        }
        boolean isEntitled =
                rule.roles().isEmpty() || roles(person, clientId).stream().anyMatch(rule.roles()::contains);
        return isEntitled
                ? new Admitted(person.subject(), person.name().orElse(null))
                : new Refused(Reason.ROLE_MISSING);
    }

    /** Returns the roles that the application sees: those of the file if it names any, otherwise the directory's. */
    List<String> roles(Person person, String clientId) {
        Object written = usersFile.apply(person.subject()).get("roles");
        if (written instanceof List<?> list) {
            return list.stream().map(String::valueOf).toList();
        }
        return person.rolesAt(clientId);
    }
}
