// Numbers that Authing's SDK knows keep their meaning; from 9000 on they are ours.
const ERRORS = [
  'token_invalid|400|登录凭证无效|Invalid token',
  'server_busy|1000|登录服务繁忙|The sign-in service is busy',
  'app_unknown|2011|应用不存在|Unknown application',
  'not_signed_in|2020|尚未登录|Not signed in',
  'token_expired|2206|登录已过期|The sign-in has expired',
  'code_invalid|2300|授权码已失效|Invalid authorization code',
  'popup_blocked|9001|登录窗口被拦截|The sign-in window was blocked',
  'cancelled|9002|登录窗口已关闭|The sign-in window was closed',
  'declined|9003|用户取消了登录|The user declined',
  'expired|9004|二维码已过期|The QR code has expired',
  'timeout|9005|登录超时|The sign-in timed out',
  'aborted|9006|登录已中止|The sign-in was aborted',
  'cut_off|9007|登录窗口已断开|The sign-in window was disconnected',
  'mismatch|9008|登录响应不匹配|Mismatched sign-in response',
  'network|9009|无法连接登录服务|Cannot reach the sign-in service',
  'refused|9010|登录服务拒绝了请求|The sign-in service refused the request',
  'unsupported|9011|不支持的登录方式|Not supported',
  'insecure|9012|需要 HTTPS|HTTPS is required',
  'misconfigured|9013|参数错误|Invalid option',
  'no_browser|9014|需要浏览器|A browser is required',
  'frame_blocked|9015|无法显示登录页面|The sign-in page cannot be shown',
  'click_needed|9016|需要点击登录|A click is required',
  'storage_denied|9017|浏览器禁止存储|Browser storage is blocked'
].join(';');

// What the hosted page's and OAuth's errors mean here; anything else is "refused".
const OAUTH = {
  access_denied: 'declined',
  login_required: 'not_signed_in',
  interaction_required: 'click_needed',
  invalid_client: 'app_unknown',
  invalid_grant: 'code_invalid',
  invalid_token: 'token_invalid',
  server_error: 'server_busy',
  temporarily_unavailable: 'server_busy'
};

export class SaomaError extends Error {
  constructor(reason, lang, detail) {
    const row = ERRORS.match(`\\b${reason}\\|(\\d+)\\|(.+?)\\|([^;]+)`);
    super(row[/^en/i.test(lang) ? 3 : 2] + (detail ? ': ' + detail : ''));
    this.name = 'SaomaError';
    this.code = +row[1];
    this.reason = reason;
  }
}

/** The reason for what OAuth calls "error". */
export function reasonOf(error) {
  return OAUTH[error] || 'refused';
}
