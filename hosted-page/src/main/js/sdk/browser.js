/** False where a page is rendered on a server. */
export const BROWSER = typeof window !== 'undefined';
/** On phones WeChat's page stays white in a frame, and a phone cannot scan itself. */
export const NO_FRAMES = /MicroMessenger|wxwork/i;
/** Web views and home-screen apps, where a second window is lost or never comes back. */
export const NO_WINDOWS = /MicroMessenger|wxwork|Lark|Feishu|DingTalk|AlipayClient|\bQQ\/|FBA[NV]|Instagram|Line\/|; wv\)/;
