package dev.saoma.page.settings;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The setting {@code admission} of a directory or an application: who is admitted.
 *
 * @param policy how new people are treated
 * @param roles roles of which a person must have at least one; empty if none is required
 */
public record AdmissionRule(Policy policy, Set<String> roles) {
    private static final Pattern ROLE = Pattern.compile("[^\\s,=:]{1,255}");

    /** How new people are treated. */
    public enum Policy {
        /** New people are admitted. */
        EVERYBODY,
        /** New people are refused; an administrator invites or imports them. */
        KNOWN,
        /** New people wait until an administrator approves them. */
        APPROVE
    }

    /** Admits everyone, whatever their roles: the default. */
    public static final AdmissionRule EVERYBODY = new AdmissionRule(Policy.EVERYBODY, Set.of());

    /** Copies the roles. */
    public AdmissionRule {
        roles = Set.copyOf(roles);
    }

    /** Whether a role may have that name, without the application that it may belong to. */
    public static boolean isRole(String name) {
        return ROLE.matcher(name).matches();
    }

    /**
     * Reads {@code admission}: one word, or for an application also {@code { roles: [staff] }}.
     *
     * @param otherwise the rule if nothing is set, and the policy if only roles are set
     */
    static AdmissionRule read(Section section, AdmissionRule otherwise) {
        if (!section.has("admission")) {
            section.raw("admission"); // So that the key counts as known.
            return otherwise;
        }
        if (!section.isMapping("admission")) {
            return new AdmissionRule(policy(section, "admission", otherwise.policy()), Set.of());
        }
        Section rule = section.section("admission");
        Policy policy = policy(rule, "people", otherwise.policy());
        Set<String> roles = new LinkedHashSet<>();
        for (String role : rule.texts("roles")) {
            if (isRole(role)) {
                roles.add(role);
            } else {
                rule.mistake(
                        "roles",
                        "contains a value that is not a role name.",
                        "Write names such as staff, without blanks.");
            }
        }
        rule.close();
        return new AdmissionRule(policy, roles);
    }

    /** Reads the rule of one application; empty if it has none. */
    static Optional<AdmissionRule> readOf(Section section, Optional<DirectorySettings> directory) {
        if (!section.has("admission")) {
            read(section, EVERYBODY);
            return Optional.empty();
        }
        if (directory.isEmpty()) {
            section.forbid(
                    "admission", "needs a directory, and there is none.", "Add directory: { admission: known }.");
            return Optional.empty();
        }
        return Optional.of(read(section, directory.get().admission()));
    }

    private static Policy policy(Section section, String key, Policy unless) {
        return Values.choice(section, key, unless, "\"{}\" is no admission.", "Write everybody, known or approve.");
    }
}
