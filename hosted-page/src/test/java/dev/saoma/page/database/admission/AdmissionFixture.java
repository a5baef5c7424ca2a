package dev.saoma.page.database.admission;

import dev.saoma.page.database.AuditChain;
import dev.saoma.page.database.BareDatabase;
import dev.saoma.page.database.Person;
import dev.saoma.page.database.Person.State;
import dev.saoma.page.database.Transactions;
import dev.saoma.page.database.admission.Admissions.Arrival;
import dev.saoma.page.database.jdbc.Database;
import dev.saoma.page.database.jdbc.Sql;
import dev.saoma.page.directory.Visit;
import dev.saoma.page.directory.WeChatPerson;
import dev.saoma.page.settings.AdmissionRule;
import dev.saoma.page.settings.AdmissionRule.Policy;
import dev.saoma.page.support.MutableClock;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;

/** A pool of its own for each admission test, in an embedded database. */
abstract class AdmissionFixture {
    static final String U1 = "o6_bmasdasdsad6_2sgVt7hMZOPfL";
    static final String U2 = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

    static Database database;

    final MutableClock clock = MutableClock.atNow();
    AuditChain audit = new AuditChain(List.of(new byte[32]));
    final Map<String, AdmissionRule> rules = new HashMap<>();
    final Map<String, Map<String, Object>> usersFile = new HashMap<>();
    Transactions transactions;
    Admissions admissions;

    @BeforeAll
    static void open() {
        database = BareDatabase.open("jdbc:h2:mem:" + UUID.randomUUID());
    }

    @AfterAll
    static void close() {
        database.close();
    }

    @BeforeEach
    void makePool() {
        transactions = new Transactions(database, UUID.randomUUID().toString());
        rules.put("open", new AdmissionRule(Policy.EVERYBODY, Set.of()));
        rules.put("known", new AdmissionRule(Policy.KNOWN, Set.of()));
        rules.put("approve", new AdmissionRule(Policy.APPROVE, Set.of()));
        rules.put("staff", new AdmissionRule(Policy.EVERYBODY, Set.of("staff", "chief")));
        admissions = moving(null);
    }

    Admissions moving(@Nullable Instant until) {
        return new Admissions(
                new AdmissionRules(rules::get, subject -> usersFile.getOrDefault(subject, Map.of())),
                until,
                audit,
                clock);
    }

    static WeChatPerson wechat(String openid, @Nullable String unionid) {
        return new WeChatPerson("wx0123456789abcdef", openid, unionid, "张伟", "https://thirdwx.qlogo.cn/1");
    }

    static Visit visit(String clientId) {
        return visit(clientId, "192.0.2.1");
    }

    static Visit visit(String clientId, @Nullable String address) {
        return new Visit(clientId, "redirect", address, null, Optional.empty());
    }

    static Visit invited(String clientId, String secret) {
        return new Visit(clientId, "redirect", "192.0.2.1", null, Optional.of(secret));
    }

    Arrival arrive(String openid, @Nullable String unionid, String wanted, Visit visit) {
        return transactions.run(
                tables -> admissions.arrive(tables, wechat(openid, unionid), wanted, visit, any -> Optional.empty()));
    }

    Arrival arrive(String openid, String unionid, String clientId) {
        return arrive(openid, unionid, unionid, visit(clientId));
    }

    Person person(String subject) {
        return transactions.run(tables -> tables.person(subject)).orElseThrow();
    }

    void state(String subject, State state) {
        transactions.run(tables -> tables.update(Sql.PERSON_STATE)
                .bind("subject", subject)
                .bind("state", state.code())
                .bind("why", (String) null)
                .execute());
    }

    long revision() {
        return transactions.read(tables -> tables.pool().orElseThrow().revision());
    }

    Optional<String> fault() {
        return transactions.run(tables -> audit.verify(tables, Map.of()));
    }

    long auditRows() {
        return transactions.run(tables -> tables.pool().orElseThrow().auditSeq());
    }
}
