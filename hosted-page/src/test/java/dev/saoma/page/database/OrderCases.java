package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.ROOT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.saoma.page.database.Administrators.Administrator;
import dev.saoma.page.database.ApiTokens.ApiToken;
import dev.saoma.page.database.PendingOrders.Kind;
import dev.saoma.page.database.PendingOrders.PendingOrder;
import dev.saoma.page.database.PeopleAdministration.ChangedException;
import dev.saoma.page.database.Reports.Cursor;
import dev.saoma.page.database.Reports.Reading;
import dev.saoma.page.seal.RandomText;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Tokens of the API, orders that await a second administrator, and the count of reads; each on two nodes. */
interface OrderCases extends DirectoryCases {
    private static RandomText random() {
        return new RandomText(new SecureRandom());
    }

    private static PendingOrders orders(DirectoryFixture node) {
        return node.database.orders(random());
    }

    private static Actor actor(Administrator one) {
        return new Actor("adm:" + one.id(), one.duty().code());
    }

    /** Returns an owner and an operator, whose ids are U1 and U2. */
    private List<Administrator> administrators(DirectoryFixture node) {
        arrive(node, "oA", U1, "crm");
        arrive(node, "oB", U2, "crm");
        Administrators all = node.database.administrators(random());
        return List.of(all.add(ROOT, U1, Duty.OWNER), all.add(ROOT, U2, Duty.OPERATOR));
    }

    @Test
    @DisplayName("5B, API: a token is good on all nodes until it expires or is ended, and only its digest is kept")
    default void token_isGoodOnAllNodes() {
        ApiTokens one = node("everybody").database.apiTokens(random());
        ApiTokens other = node("everybody").database.apiTokens(random());
        String secret = one.make(ROOT, "Script", Duty.OPERATOR, Duration.ofDays(30));
        String late = one.make(ROOT, "Late", Duty.AUDITOR, Duration.ofDays(365));

        ApiToken used = other.use(secret).orElseThrow();
        assertThat(used.duty()).isEqualTo(Duty.OPERATOR);
        assertThat(other.use(secret + "x")).isEmpty();
        assertThat(dump()).doesNotContain(secret, late);
        assertThat(one.list())
                .filteredOn(token -> token.name().equals("Script"))
                .extracting(ApiToken::lastAt)
                .containsExactly(clock().millis());
        other.end(ROOT, used.id());
        assertThat(one.use(secret)).isEmpty();
        assertThatThrownBy(() -> one.end(ROOT, used.id())).isInstanceOf(OrderRefusedException.class);
        clock().advance(Duration.ofDays(364));
        assertThat(one.use(late)).isPresent();
        clock().advance(Duration.ofDays(1));
        assertThat(one.use(late)).isEmpty();
        assertThatThrownBy(() -> one.make(ROOT, "a", Duty.OWNER, Duration.ofDays(366)))
                .isInstanceOf(OrderRefusedException.class);
    }

    @Test
    @DisplayName("5B, separateDuties: what one administrator orders, another one confirms on any node, once")
    default void order_isConfirmedByAnother() {
        DirectoryFixture node = node("everybody");
        DirectoryFixture second = node("everybody");
        List<Administrator> two = administrators(node);
        arrive(node, "oC", "oThird", "crm");
        PendingOrder order = orders(node).addAdministrator(actor(two.get(0)), "oThird", Duty.AUDITOR);
        assertThat(node.database.administrators(random()).find("oThird"))
                .as("only ordered")
                .isEmpty();
        assertThatThrownBy(() -> orders(node).addAdministrator(actor(two.get(1)), "oThird", Duty.OWNER))
                .hasMessageContaining("already requested");

        assertThat(orders(second).list()).extracting(PendingOrder::id).containsExactly(order.id());
        assertThatThrownBy(() -> orders(second).confirm(actor(two.get(0)), order.id()))
                .hasMessageContaining("yourself");
        assertThatThrownBy(() -> orders(second).confirm(new Actor("shell:console-link", "owner"), order.id()))
                .hasMessageContaining("another administrator");
        orders(second).confirm(actor(two.get(1)), order.id());

        assertThat(node.database.administrators(random()).find("oThird"))
                .map(Administrator::duty)
                .contains(Duty.AUDITOR);
        assertThatThrownBy(() -> orders(node).confirm(actor(two.get(1)), order.id()))
                .isInstanceOf(OrderRefusedException.class);
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("5B, separateDuties: twenty confirmations at once on two nodes carry an order out once")
    default void confirmationsAtOnce_carryOutOnce() throws Exception {
        DirectoryFixture node = node("everybody");
        DirectoryFixture second = node("everybody");
        List<Administrator> two = administrators(node);
        arrive(node, "oC", "oThird", "crm");
        String id = orders(node)
                .addAdministrator(actor(two.get(0)), "oThird", Duty.AUDITOR)
                .id();

        List<Boolean> done = atOnce(20, i -> () -> {
            try {
                orders(i % 2 == 0 ? node : second).confirm(actor(two.get(1)), id);
                return true;
            } catch (OrderRefusedException e) {
                return false;
            }
        });

        assertThat(done).filteredOn(Boolean::booleanValue).hasSize(1);
        assertThat(node.database.administrators(random()).list()).hasSize(3);
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName("5B, separateDuties: an order expires after a day, which the audit says; it can be withdrawn before")
    default void order_expires() {
        DirectoryFixture node = node("everybody");
        List<Administrator> two = administrators(node);
        arrive(node, "oC", "oThird", "crm");
        PendingOrders orders = orders(node);
        PendingOrder withdrawn = orders.addAdministrator(actor(two.get(0)), "oThird", Duty.AUDITOR);
        orders.withdraw(actor(two.get(0)), withdrawn.id());
        assertThatThrownBy(() -> orders.confirm(actor(two.get(1)), withdrawn.id()))
                .isInstanceOf(OrderRefusedException.class);
        PendingOrder late = orders.addAdministrator(actor(two.get(0)), "oThird", Duty.AUDITOR);
        clock().advance(Duration.ofHours(24));

        assertThat(orders.list()).isEmpty();
        assertThatThrownBy(() -> orders.confirm(actor(two.get(1)), late.id()))
                .isInstanceOf(OrderRefusedException.class);
        await(() -> rows("saoma_audit").stream().anyMatch(row -> "request-expired".equals(row.get("action"))));
        await(() -> rows("saoma_pending_order").isEmpty());
        assertThat(node.database.administrators(random()).find("oThird")).isEmpty();
    }

    @Test
    @DisplayName("5B, separateDuties: erasing by a second administrator leaves nothing of the person, orders included")
    default void erasure_isConfirmed() {
        DirectoryFixture node = node("everybody");
        List<Administrator> two = administrators(node);
        arrive(node, "oC", "oThird", "shop"); // Gets no logout tokens: a pending one would hold the id.
        long version = node.people.show("oThird").person().version();
        assertThatThrownBy(() -> orders(node).erase(actor(two.get(1)), "oThird", version + 1))
                .isInstanceOf(ChangedException.class);
        assertThatThrownBy(() -> orders(node).erase(actor(two.get(1)), U1, version))
                .isInstanceOf(RuntimeException.class);
        orders(node).addAdministrator(actor(two.get(0)), "oThird", Duty.AUDITOR);
        PendingOrder order = orders(node).erase(actor(two.get(1)), "oThird", version);
        assertThat(order.kind()).isEqualTo(Kind.ERASE_PERSON);

        orders(node).confirm(actor(two.get(0)), order.id());

        assertThat(dump()).doesNotContain("oThird");
        assertThat(orders(node).list()).isEmpty();
        assertThat(node.database.verifyAudit()).isEmpty();
    }

    @Test
    @DisplayName(
            "5B, separateDuties: the order of a former administrator cannot be confirmed; the shell confirms where no one else can")
    default void shell_isSecondWhereNobodyElseIs() {
        DirectoryFixture node = node("everybody");
        List<Administrator> two = administrators(node);
        arrive(node, "oC", "oThird", "crm");
        Administrators all = node.database.administrators(random());
        PendingOrder ofOperator = orders(node)
                .erase(
                        actor(two.get(1)),
                        "oThird",
                        node.people.show("oThird").person().version());
        all.remove(ROOT, two.get(1).id(), two.get(1).version());
        assertThatThrownBy(() -> orders(node).confirm(actor(two.get(0)), ofOperator.id()))
                .hasMessageContaining("no longer");
        orders(node).withdraw(actor(two.get(0)), ofOperator.id());
        PendingOrder order = orders(node).addAdministrator(actor(two.get(0)), "oThird", Duty.OPERATOR);

        orders(node).confirm(new Actor("shell:console-link", "owner"), order.id());

        assertThat(all.find("oThird")).isPresent();
        PendingOrder duty = orders(node)
                .changeDuty(actor(two.get(0)), all.find("oThird").orElseThrow().id(), 1, Duty.OWNER);
        Administrator third = all.find("oThird").orElseThrow();
        assertThatThrownBy(() -> orders(node).confirm(actor(third), duty.id())).hasMessageContaining("about you");
    }

    @Test
    @DisplayName("5B, Security 7: what was read is counted by reader and hour, on all nodes together")
    default void readings_areCountedByHour() throws Exception {
        Reports one = node("everybody").database.reports();
        Reports other = node("everybody").database.reports();
        Actor reader = new Actor("adm:abc", "operator");
        long now = clock().millis();

        atOnce(20, i -> () -> {
            (i % 2 == 0 ? one : other).count(reader, 3, now);
            return i;
        });
        other.count(reader, 1, now + Duration.ofHours(1).toMillis());

        assertThat(one.readings("adm:abc", 0))
                .extracting(Reading::requests, Reading::people)
                .containsExactly(
                        org.assertj.core.groups.Tuple.tuple(1L, 1L), org.assertj.core.groups.Tuple.tuple(20L, 60L));
        assertThat(one.readings("adm:other", 0)).isEmpty();
    }

    @Test
    @DisplayName("5B, API: invitations are listed page by page, without their secrets")
    default void invitations_areListed() {
        DirectoryFixture node = node("everybody");
        for (int i = 0; i < 101; i++) {
            node.people.invite(ROOT, List.of(), Duration.ofDays(1), "n" + i);
        }
        Reports reports = node.database.reports();
        List<Reports.Invitation> first = reports.invitations(new Cursor(Long.MAX_VALUE, ""));
        Reports.Invitation last = first.get(99);

        assertThat(reports.invitations(new Cursor(last.createdAt(), last.id())))
                .hasSize(1)
                .doesNotContainAnyElementsOf(first);
    }
}
