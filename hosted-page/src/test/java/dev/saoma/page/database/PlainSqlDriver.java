package dev.saoma.page.database;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.DriverPropertyInfo;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLSyntaxErrorException;
import java.sql.Statement;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Logger;
import java.util.regex.Pattern;

/**
 * A database that knows only plain SQL, at {@code jdbc:plain:…}: H2 behind a filter that refuses everything that DM,
 * Kingbase or openGauss may lack.
 */
final class PlainSqlDriver implements Driver {
    static final String PREFIX = "jdbc:plain:";

    /** Upserts, JSON, forms of LIMIT, and types, functions and operators of vendors. */
    private static final Pattern REFUSED = Pattern.compile(
            "(?is)\\b(ON\\s+CONFLICT|ON\\s+DUPLICATE|MERGE\\s+INTO|REPLACE\\s+INTO|IGNORE|RETURNING|JSONB?|TEXT|BOOLEAN|SERIAL"
                    + "|AUTO_INCREMENT|GENERATED|UUID|ARRAY|ILIKE|OFFSET|FETCH\\s+(FIRST|NEXT)|TOP\\s+\\d+|SKIP\\s+LOCKED|NOWAIT"
                    + "|CURRENT_\\w+|WITH\\s+RECURSIVE)\\b"
                    + "|\\b(NOW|COALESCE|IFNULL|NVL|CONCAT|LOWER|UPPER|IDENTITY|OVER|JSON_\\w+)\\s*\\("
                    + "|::|\\|\\||\\bLIMIT\\s+\\d+\\s*,|`");

    /** Everything that any thread has run or committed since the last clearing. */
    static final Queue<Call> CALLS = new ConcurrentLinkedQueue<>();

    /** A statement that was run, for one row or for several, or {@code COMMIT}. */
    record Call(String thread, String sql) {}

    static {
        try {
            DriverManager.registerDriver(new PlainSqlDriver());
        } catch (SQLException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** Registers the driver. */
    static void register() {
        // Loading the class does it.
    }

    @Override
    public Connection connect(String url, Properties properties) throws SQLException {
        if (!acceptsURL(url)) {
            return null;
        }
        Connection real = DriverManager.getConnection("jdbc:h2:mem:" + url.substring(PREFIX.length()), properties);
        return proxy(Connection.class, judging(real));
    }

    private static <T> T proxy(Class<T> type, InvocationHandler handler) {
        return type.cast(Proxy.newProxyInstance(PlainSqlDriver.class.getClassLoader(), new Class<?>[] {type}, handler));
    }

    /** Passes calls on, but refuses statements that are not plain SQL. */
    private static InvocationHandler judging(Object real) {
        return (proxy, method, arguments) -> {
            if (arguments != null
                    && arguments.length > 0
                    && arguments[0] instanceof String sql
                    && takesSql(method.getName())) {
                judge(sql);
                if (!method.getName().startsWith("prepare")) {
                    note(sql);
                }
            }
            if (method.getName().equals("commit")) {
                note("COMMIT");
            }
            Object answer = call(real, method, arguments);
            if (answer instanceof PreparedStatement statement) {
                return proxy(PreparedStatement.class, noting(statement, String.valueOf(arguments[0])));
            }
            return answer instanceof Statement statement && method.getName().equals("createStatement")
                    ? proxy(Statement.class, judging(statement))
                    : answer;
        };
    }

    /** Passes calls on, and records each run of the statement. */
    private static InvocationHandler noting(PreparedStatement real, String sql) {
        return (proxy, method, arguments) -> {
            if (method.getName().startsWith("execute")) {
                note(sql);
            }
            return call(real, method, arguments);
        };
    }

    private static void note(String sql) {
        CALLS.add(new Call(Thread.currentThread().getName(), sql));
    }

    private static Object call(Object real, Method method, Object[] arguments) throws Throwable {
        try {
            return method.invoke(real, arguments);
        } catch (InvocationTargetException e) {
            throw e.getCause();
        }
    }

    private static boolean takesSql(String method) {
        return method.startsWith("prepare") || method.startsWith("execute") || method.equals("addBatch");
    }

    private static void judge(String sql) throws SQLException {
        var found = REFUSED.matcher(sql.replaceAll("(?m)--.*$|(?s:/\\*.*?\\*/)", ""));
        if (found.find()) {
            throw new SQLSyntaxErrorException("not plain: " + found.group() + " in " + sql, "42000");
        }
    }

    @Override
    public boolean acceptsURL(String url) {
        return url.startsWith(PREFIX);
    }

    @Override
    public DriverPropertyInfo[] getPropertyInfo(String url, Properties properties) {
        return new DriverPropertyInfo[0];
    }

    @Override
    public int getMajorVersion() {
        return 1;
    }

    @Override
    public int getMinorVersion() {
        return 0;
    }

    @Override
    public boolean jdbcCompliant() {
        return false;
    }

    @Override
    public Logger getParentLogger() {
        return Logger.getLogger(PlainSqlDriver.class.getName());
    }
}
