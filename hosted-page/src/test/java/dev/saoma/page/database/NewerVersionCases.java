package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static dev.saoma.page.database.DirectoryFixture.invited;
import static dev.saoma.page.database.DirectoryFixture.wechat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.PendingOrders.Kind;
import dev.saoma.page.database.PendingOrders.PendingOrder;
import dev.saoma.page.database.PeopleAdministration.Filter;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.directory.Verdict.Admitted;
import dev.saoma.page.directory.Verdict.Refused;
import dev.saoma.page.seal.RandomText;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Values that only a newer version of the page knows: an older node beside it works, and leaves them alone. */
interface NewerVersionCases extends DirectoryCases {
    private static RandomText random() {
        return new RandomText(new SecureRandom());
    }

    private void order(String id, String kind, String duty) {
        long now = clock().millis();
        sql("INSERT INTO saoma_pending_order (pool, order_id, kind, subject, duty, ordered_by, ordered_at, expires_at)"
                + " VALUES ('default', '" + id + "', '" + kind + "', '" + U1 + "', " + duty + ", 'shell:root', " + now
                + ", " + (now + Duration.ofDays(1).toMillis()) + ")");
    }

    @Test
    @DisplayName("an order of an unknown kind, or for an unknown duty, is listed, never carried out, and expires")
    default void unknownOrder_isLeftAlone() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        PendingOrders orders = node.database.orders(random());
        order("new-kind", "suspend-person", "NULL");
        order("new-duty", "add-administrator", "'reporter'");
        PendingOrder known =
                orders.erase(ROOT, U1, node.people.show(U1).person().version());

        assertThat(orders.list())
                .extracting(PendingOrder::id)
                .containsExactlyInAnyOrder("new-kind", "new-duty", known.id());
        assertThat(orders.list())
                .filteredOn(order -> order.id().equals("new-kind"))
                .allMatch(order -> order.kind() == Kind.UNKNOWN && order.code().equals("suspend-person"));
        Actor second = new Actor("shell:second", "owner");
        for (String id : new String[] {"new-kind", "new-duty"}) {
            assertThatThrownBy(() -> orders.confirm(second, id))
                    .isInstanceOf(OrderRefusedException.class)
                    .hasMessageContaining("newer version");
        }
        assertThat(orders.list()).as("nothing is done").hasSize(3);
        assertThat(node.database.administrators(random()).list()).isEmpty();

        clock().advance(Duration.ofDays(1));
        node.database.retention().sweep();
        assertThat(rows("saoma_pending_order")).isEmpty();
        assertThat(rows("saoma_audit_detail").toString()).contains("order:new-kind: suspend-person");
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("an administrator or a token with an unknown duty is listed, and may do nothing here")
    default void unknownDuty_mayDoNothing() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        Administrators administrators = node.database.administrators(random());
        administrators.add(ROOT, U1, Duty.OPERATOR);
        ApiTokens tokens = node.database.apiTokens(random());
        String secret = tokens.make(ROOT, "Script", Duty.OPERATOR, Duration.ofDays(1));
        sql("UPDATE saoma_administrator SET duty = 'reporter'");
        sql("UPDATE saoma_api_token SET duty = 'reporter'");

        assertThat(administrators.list()).singleElement().matches(one -> !one.active());
        assertThat(tokens.list()).hasSize(1);
        assertThat(tokens.use(secret)).isEmpty();

        sql("UPDATE saoma_administrator SET duty = 'auditor'");
        sql("UPDATE saoma_api_token SET duty = 'auditor'");
        assertThat(administrators.list()).singleElement().matches(Administrators.Administrator::active);
        assertThat(tokens.use(secret)).isPresent();
    }

    @Test
    @DisplayName("a person in an unknown state is listed, admitted nowhere, and keeps that state")
    default void unknownState_isAdmittedNowhere() {
        DirectoryFixture node = node("everybody");
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");
        sql("UPDATE saoma_person SET state = 'suspended', revision = revision + 1 WHERE subject = '" + U1 + "'");
        sql("UPDATE saoma_pool SET revision = revision + 1");

        assertThat(node.people.list(Filter.ALL, null)).hasSize(2);
        assertThat(node.people.show(U1).person().state()).isEqualTo(State.UNKNOWN);
        DirectoryFixture other = node("everybody");
        String invitation = other.people.invite(ROOT, List.of(), Duration.ofDays(1), null);
        assertThat(arrive(other, "oA", U1, "crm")).isInstanceOf(Refused.class);
        assertThat(other.directory.arrive(wechat("oA", U1), U1, invited("crm", invitation)))
                .isInstanceOf(Refused.class);
        assertThat(other.directory.recheck(U1, "crm", clock().instant())).isInstanceOf(Refused.class);
        assertThat(arrive(other, "oB", U2, "crm")).isInstanceOf(Admitted.class);
        assertThatThrownBy(() -> node.people.admit(ROOT, U1)).isInstanceOf(OrderRefusedException.class);
        assertThatThrownBy(() -> node.people.unblock(ROOT, U1, "")).isInstanceOf(OrderRefusedException.class);
        assertThatThrownBy(() -> node.people.merge(ROOT, U2, U1)).isInstanceOf(OrderRefusedException.class);
        assertThatThrownBy(() -> node.database.administrators(random()).add(ROOT, U1, Duty.AUDITOR))
                .isInstanceOf(OrderRefusedException.class);
        node.database.retention().sweep();
        assertThat(rows("saoma_person").toString()).contains("suspended");
    }
}
