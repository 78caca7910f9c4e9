/** Everything the web app itself says; the file manager has its own catalogue. */
export const messages = {
  product: 'Dawg Storage',
  pages: { trash: 'Trash', signIn: 'Sign in', setup: 'Set up', signUp: 'Create an account' },
  title: (page: string) => `${page} · Dawg Storage`,
  uploadingTitle: (percent: string) => `${percent} · Uploading`,

  loading: 'Loading…',
  unreachable: {
    title: 'The server cannot be reached',
    text: 'Check the connection, or whether the server is running. Nothing was lost.',
    retry: 'Try again',
  },
  signIn: {
    title: 'Sign in',
    submit: 'Sign in',
    toSignUp: 'Create an account',
    noOwner: 'This installation has no owner yet',
    noOwnerText:
      'Open the one-time link that the server printed in the terminal. It creates the owner’s account.',
  },
  setup: {
    title: 'Welcome. Create the owner’s account.',
    text: 'The one-time link you opened works for this account only. There is no default password.',
    submit: 'Create account',
    noTokenTitle: 'This link is incomplete',
    noTokenText:
      'Open the one-time link that the server printed in the terminal, with everything after the #.',
  },
  signUp: { title: 'Create an account', submit: 'Create account', toSignIn: 'I have an account' },
  fields: {
    name: 'Name',
    email: 'Email',
    password: 'Password',
    passwordRule: (length: number) => `At least ${length} characters. A few words make a good one.`,
    showPassword: 'Show password',
    hidePassword: 'Hide password',
  },
  problems: {
    credentials: 'The email address or the password is not right.',
    emailTaken: 'There is an account with this email address already. Sign in instead.',
    emailInvalid: 'This is not an email address.',
    passwordShort: (length: number) => `The password is too short. Use at least ${length} characters.`,
    passwordLong: 'The password is too long. Use at most 256 characters.',
    closed:
      'This link is not valid any more. Restart the server for a new one, or sign in if the account exists already.',
    tooMany: 'Too many attempts. Wait a minute, then try again.',
    unreachable: 'The server cannot be reached. Check the connection and try again.',
    unknown: 'That did not work. Try again in a moment.',
  },
  theme: { label: 'Theme', system: 'System', light: 'Light', dark: 'Dark' },
  account: { label: 'Account', signOut: 'Sign out' },
};
