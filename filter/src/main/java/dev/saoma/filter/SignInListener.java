package dev.saoma.filter;

/**
 * Receives sign-ins, sign-outs and refusals: for an audit log, a "last seen" column, an alarm. Implement the methods that you
 * need in the application, in a class with a public constructor without arguments, and name the class in the setting
 * {@code signInListener}:
 *
 * <pre>
 *   public final class Audit implements SignInListener {
 *       public void signedIn(SignInEvent event) {
 *           Journal.write("sign-in", event.at(), event.subject().get());
 *       }
 *   }
 * </pre>
 *
 * <p>It is called in the thread of the request, after the decision has taken effect and before the response is sent, by many
 * threads at once. So it must be thread-safe and quick: hand slow work to a queue of your own. It decides nothing: what it
 * throws is logged, a few times a minute at most, and changes nothing for the user. To decide who gets in, implement {@link
 * UserMapper}.
 *
 * <p>There is no event for a session that times out, for one that the container or the application invalidates itself, or for a
 * request with a valid bearer token. Each node publishes its own events.
 */
public interface SignInListener {
    /**
     * Called when a user has signed in and has a session. {@code event.user()} is present.
     *
     * @throws Exception which is logged and otherwise ignored
     */
    default void signedIn(SignInEvent event) throws Exception {}

    /**
     * Called when a user has signed out, with reason {@link SignInEvent.Reason#LOGOUT_ADDRESS},
     * {@link SignInEvent.Reason#APPLICATION} or {@link SignInEvent.Reason#BACK_CHANNEL}.
     *
     * @throws Exception which is logged and otherwise ignored
     */
    default void signedOut(SignInEvent event) throws Exception {}

    /**
     * Called when a sign-in has failed, or a request was refused. Anyone can cause these, any number of times. A redirect to
     * sign in is not a refusal.
     *
     * @throws Exception which is logged and otherwise ignored
     */
    default void refused(SignInEvent event) throws Exception {}
}
