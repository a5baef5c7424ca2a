package example;

import static org.assertj.core.api.Assertions.assertThat;

import dev.saoma.filter.SignInEvent;
import dev.saoma.filter.SignInListener;
import dev.saoma.filter.SignedInUser;
import dev.saoma.filter.UserMapper;
import dev.saoma.filter.UserMapping;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** An application's unit tests of its own mapper and listener, without a filter. */
class CrmUsersTest {
    private final Map<String, String> accounts = Map.of("oLAn2w1", "zhangwei");
    private final UserMapper crmUsers = verified -> accounts.containsKey(verified.subject())
            ? UserMapping.user(accounts.get(verified.subject())).role("clerk").attribute("tenant", "t1")
            : UserMapping.bind("/bind-account");

    // tested: mapper
    @Test
    void knownUser_isTheAccountWithItsRole() throws Exception {
        SignedInUser verified = SignedInUser.of(Map.of("iss", "https://login.example.com", "sub", "oLAn2w1"));

        UserMapping mapping = crmUsers.map(verified);

        assertThat(mapping.name()).hasValue("zhangwei");
        assertThat(mapping.roles()).containsExactly("clerk");
        assertThat(mapping.attributes()).containsEntry("tenant", "t1");
    }

    @Test
    void unknownUser_hasToBindAnAccount() throws Exception {
        UserMapping mapping = crmUsers.map(SignedInUser.of(Map.of("sub", "oLAn2w9")));

        assertThat(mapping.page()).hasValue("/bind-account");
        assertThat(mapping.name()).isEmpty();
        assertThat(mapping.refusal()).isEmpty();
    }
    // end

    private final List<String> audit = new ArrayList<>();
    private final SignInListener auditLog = new SignInListener() {
        @Override
        public void signedIn(SignInEvent event) {
            audit.add(event.user().map(SignedInUser::getName).orElse("?") + " from "
                    + event.remoteAddress().orElse("?"));
        }
    };

    // tested: listener
    @Test
    void signIn_isInTheAuditLog() throws Exception {
        SignedInUser user = SignedInUser.of("zhangwei", Map.of("sub", "oLAn2w1"), List.of("clerk"));

        auditLog.signedIn(SignInEvent.of(SignInEvent.Reason.SIGNED_IN, Instant.now())
                .withUser(user)
                .withRemoteAddress("192.0.2.7"));

        assertThat(audit).containsExactly("zhangwei from 192.0.2.7");
    }
    // end
}
