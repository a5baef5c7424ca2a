package dev.saoma.page.database;

import static dev.saoma.page.database.DirectoryFixture.visit;
import static dev.saoma.page.database.DirectoryFixture.wechat;

import dev.saoma.page.directory.Verdict;
import dev.saoma.page.support.MutableClock;
import java.util.List;
import java.util.Map;

/** What the cases of {@link DirectoryContract} share: a database of their own, and nodes on it. */
interface DirectoryCases {
    String U1 = "o6_bmasdasdsad6_2sgVt7hMZOPfL";
    String U2 = "o6_bmjrPTlm6_2sgVt7hMZOPfL2M";

    /** Returns this test's nodes on one database that was empty before. */
    DirectoryNodes nodes();

    default MutableClock clock() {
        return nodes().clock;
    }

    default DirectoryFixture node(String admission) {
        return node(admission, "");
    }

    default DirectoryFixture node(String admission, String moreOfWeChat) {
        return nodes().node(admission, moreOfWeChat);
    }

    default Verdict arrive(DirectoryFixture node, String openid, String unionid, String clientId) {
        return node.directory.arrive(wechat(openid, unionid), unionid, visit(clientId));
    }

    default void await(DirectoryNodes.Condition condition) {
        DirectoryNodes.await(condition);
    }

    default <T> List<T> atOnce(int count, DirectoryNodes.Task<T> task) throws Exception {
        return DirectoryNodes.atOnce(count, task);
    }

    default void sql(String text) {
        nodes().sql(text);
    }

    default String mac(long seq) {
        return nodes().text("SELECT mac FROM saoma_audit WHERE seq = " + seq);
    }

    default List<Map<String, Object>> rows(String table) {
        return nodes().rows(table);
    }

    default String dump() {
        return nodes().dump();
    }
}
