package dev.saoma.page.signin;

import dev.saoma.page.oidc.SignedInUser;
import dev.saoma.page.settings.WeChatSettings.SubjectPolicy;
import dev.saoma.page.wechat.WeChatClient;
import dev.saoma.page.wechat.WeChatClient.Conversation;
import dev.saoma.page.wechat.WeChatException;
import dev.saoma.page.wechat.WeChatProfile;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Identifies people by calling WeChat; the subject is the identifier that the policy selects, with no fallback. */
public final class WeChatIdentity implements IdentitySource {
    private static final WeChatProfile NOT_ASKED = new WeChatProfile(null, null, null);

    private final WeChatClient wechat;
    private final SubjectPolicy policy;

    WeChatIdentity(WeChatClient wechat, SubjectPolicy policy) {
        this.wechat = wechat;
        this.policy = policy;
    }

    /**
     * Returns the source for each sign-in method: the official account inside WeChat, the website app everywhere else. A
     * code is valid only at the app that it was issued for.
     */
    public static Function<SignInMethod, IdentitySource> of(
            WeChatClient website, Optional<WeChatClient> inWeChat, SubjectPolicy policy) {
        IdentitySource standard = new WeChatIdentity(website, policy);
        IdentitySource official = inWeChat.<IdentitySource>map(client -> new WeChatIdentity(client, policy))
                .orElse(standard);
        return method -> method == SignInMethod.IN_WECHAT ? official : standard;
    }

    @Override
    public SignedInUser identify(String code, boolean profile) throws SignInStopped {
        AtomicBoolean granted = new AtomicBoolean();
        try {
            Scanned scanned = wechat.signIn(conversation -> identify(code, profile, granted, conversation));
            WeChatClient.Grant grant = scanned.grant();
            String unionid = grant.unionid() != null
                    ? grant.unionid()
                    : scanned.profile().unionid();
            return user(subject(grant, unionid), profile ? scanned.profile() : NOT_ASKED, grant.openid(), unionid);
        } catch (WeChatException e) {
            throw new SignInStopped(
                    SignInFailure.valueOf("WECHAT_" + e.failure()),
                    code(e, granted.get()),
                    String.valueOf(e.getMessage()));
        }
    }

    private static SignInStopped.Code code(WeChatException e, boolean granted) {
        if (granted) {
            return SignInStopped.Code.USED;
        }
        if (!e.wasAsked()) {
            return SignInStopped.Code.NOT_SENT;
        }
        return e.errcode() == 0 ? SignInStopped.Code.USED : SignInStopped.Code.REFUSED;
    }

    private record Scanned(WeChatClient.Grant grant, WeChatProfile profile) {}

    private Scanned identify(String code, boolean profile, AtomicBoolean granted, Conversation conversation)
            throws WeChatException {
        WeChatClient.Grant grant = wechat.exchange(code, conversation);
        granted.set(true);
        boolean unionidMissing = policy == SubjectPolicy.UNIONID && grant.unionid() == null;
        return new Scanned(grant, profile || unionidMissing ? wechat.profile(grant, conversation) : NOT_ASKED);
    }

    private String subject(WeChatClient.Grant grant, @Nullable String unionid) throws SignInStopped {
        if (policy == SubjectPolicy.OPENID) {
            return grant.openid();
        }
        if (unionid != null) {
            return unionid;
        }
        throw new SignInStopped(
                SignInFailure.NO_UNIONID,
                SignInStopped.Code.USED,
                "WeChat returned no unionid, which wechat.subject requires. Bind the website app (and the official account) to the Open Platform account;"
                        + " an openid is never taken instead.");
    }

    private static SignedInUser user(String subject, WeChatProfile profile, String openid, @Nullable String unionid) {
        String picture = profile.avatar() == null ? null : profile.avatar().toString();
        return new SignedInUser(subject, profile.nickname(), picture, openid, unionid);
    }
}
