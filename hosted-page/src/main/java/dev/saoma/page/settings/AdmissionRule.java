package dev.saoma.page.settings;

import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Who may come in: {@code admission} of a directory or of an application, with its reader.
 *
 * @param policy what becomes of people who are new
 * @param roles of which a person must have one; empty where none is asked for
 */
public record AdmissionRule(Policy policy, Set<String> roles) {
    private static final Pattern ROLE = Pattern.compile("[^\\s,=:]{1,255}");

    /** What becomes of people who are new. */
    public enum Policy {
        /** They come in. */
        EVERYBODY,
        /** They are refused; an administrator invites or imports people. */
        KNOWN,
        /** They wait until an administrator approves them. */
        APPROVE
    }

    /** Everybody, whatever their roles: the default. */
    public static final AdmissionRule EVERYBODY = new AdmissionRule(Policy.EVERYBODY, Set.of());

    /** Copies the roles. */
    public AdmissionRule {
        roles = Set.copyOf(roles);
    }

    /**
     * Reads {@code admission}: one word, or for an application also {@code { roles: [staff] }}.
     *
     * @param otherwise the rule where nothing is written; its policy where only roles are
     */
    static AdmissionRule read(Section section, AdmissionRule otherwise) {
        if (!section.has("admission")) {
            section.raw("admission"); // So that its name is known.
            return otherwise;
        }
        if (!section.isMapping("admission")) {
            return new AdmissionRule(policy(section, "admission", otherwise.policy()), Set.of());
        }
        Section rule = section.section("admission");
        Policy policy = policy(rule, "people", otherwise.policy());
        Set<String> roles = new LinkedHashSet<>();
        for (String role : rule.texts("roles")) {
            if (ROLE.matcher(role).matches()) {
                roles.add(role);
            } else {
                rule.mistake("roles", "holds what is no name of a role.", "Write names such as staff, without blanks.");
            }
        }
        rule.close();
        return new AdmissionRule(policy, roles);
    }

    /** That of one application; empty where it says nothing. */
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
