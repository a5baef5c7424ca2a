package dev.saoma.filter;

/**
 * Turns a verified WeChat user into the application's own user. Implement it in the application, with a public constructor
 * without arguments, and name the class in the setting {@code userMapper}:
 *
 * <pre>
 *   public final class CrmUsers implements UserMapper {
 *       public UserMapping map(SignedInUser verified) throws Exception {
 *           Account account = Accounts.byWeChat(verified.subject());
 *           if (account == null) {
 *               return UserMapping.bind("/bind-account");
 *           }
 *           if (account.isLocked()) {
 *               return UserMapping.refuse("您的账号已停用，请联系管理员。");
 *           }
 *           return UserMapping.user(account.loginName()).role("clerk").attribute("LOGIN_USER", account.loginName());
 *       }
 *   }
 * </pre>
 *
 * It is called once at each sign-in, and about once a minute for each bearer token in use, by many threads at once. An
 * exception fails the sign-in with an error page and a warning in the log.
 */
public interface UserMapper {
    /**
     * Name of the request attribute that holds, on the page that binds an account, the verified {@link SignedInUser} who is not
     * signed in yet.
     */
    String WAITING_USER = "dev.saoma.filter.WaitingUser";

    /**
     * Name of the request attribute that holds, on the page that binds an account, the URL (a String) to redirect to once the
     * account is bound. The mapper is called again there.
     */
    String CONTINUE_URL = "dev.saoma.filter.ContinueUrl";

    /**
     * Decides on a user whose identity has been verified.
     *
     * @param verified with the claims of the ID token; {@code getName()} is the subject
     * @return the decision, never null
     * @throws Exception if it cannot decide; the user is then not signed in
     */
    UserMapping map(SignedInUser verified) throws Exception;
}
