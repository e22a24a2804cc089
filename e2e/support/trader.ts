import { expect, type Locator, type Page } from "@playwright/test";

export const PASSWORD = "a long enough password";
let people = 0;

export interface TypedOrder {
  readonly side: "Buy" | "Sell";
  readonly contracts: string;
  /** A limit order at this price; without it a market order. */
  readonly price?: string;
}

/** A person at the screen: what they do and see, in their words. */
export class Trader {
  readonly page: Page;
  readonly email: string;
  private readonly origin: string;

  constructor(page: Page, origin: string) {
    people += 1;
    this.page = page;
    this.origin = origin;
    this.email = `trader-${people}@example.org`;
  }

  get isOnPhone(): boolean {
    const { width, height } = this.page.viewportSize() ?? { width: 0, height: 0 };
    return width < 720 || height < 520;
  }

  async open(path = "/"): Promise<void> {
    await this.page.goto(this.origin + path);
    await expect(this.page.getByText("59,").or(this.page.getByText("60,")).first()).toBeVisible();
  }

  /** Goes to another page of the app. */
  async visit(path: string): Promise<void> {
    await this.page.goto(this.origin + path);
  }

  /** Goes to another page of the app as a link of it does: nothing is loaded anew. */
  async turnTo(path: string): Promise<void> {
    await this.page.evaluate((to) => history.pushState(null, "", to), path);
  }

  /** Comes to the site with an account and a coin in it, where how one gets them is not what a test is about. */
  async enter(): Promise<void> {
    await this.call("/user/signup", { email: this.email, password: PASSWORD });
    await this.call("/user/faucet", {});
    await this.open();
    // Prices come before the exchange has said who is here, and the ticket begins anew then.
    await expect(this.page.getByRole("button", { name: /^Account/ })).toBeVisible();
  }

  /** One click opens the sign-up, and at its end there is a coin in the account. */
  async signUp(): Promise<void> {
    if (this.isOnPhone) await this.page.getByRole("button", { name: "Sign up" }).click();
    else await this.page.getByRole("button", { name: "Sign up and get 1 XBT of test coins" }).click();
    await this.fillCredentials();
    await this.page.getByRole("dialog").getByRole("button", { name: "Sign up" }).click();
    await expect(this.page.getByRole("dialog")).toContainText("1 XBT");
    await expect(this.page.getByRole("dialog")).toContainText("test coins is in your account");
    await this.page.getByRole("button", { name: "Start trading" }).click();
    await this.dismissNotices();
  }

  /** Gives address and password; what is asked besides is the test's. */
  async beginSignIn(email = this.email, password = PASSWORD): Promise<void> {
    await this.page.getByRole("button", { name: "Sign in", exact: true }).first().click();
    await this.fillCredentials(email, password);
    await this.page.getByRole("dialog").getByRole("button", { name: "Sign in", exact: true }).click();
  }

  async signIn(email = this.email): Promise<void> {
    await this.beginSignIn(email);
    await expect(this.page.getByRole("dialog")).toBeHidden();
  }

  /** Signs in as somebody who is signed in elsewhere. */
  async signInAs({ email }: Trader): Promise<void> {
    await this.signIn(email);
  }

  async signOut(): Promise<void> {
    await this.page.getByRole("button", { name: /^Account/ }).click();
    await this.page.getByRole("menuitem", { name: "Sign out" }).click();
  }

  async type({ side, contracts, price }: TypedOrder): Promise<void> {
    const { page } = this;
    if (this.isOnPhone) await page.getByRole("button", { name: side === "Buy" ? "Buy / long" : "Sell / short" }).click();
    await page.getByRole("radio", { name: price === undefined ? "Market" : "Limit" }).check();
    await page.getByRole("radio", { name: side === "Buy" ? "Buy / long" : "Sell / short" }).check();
    if (price !== undefined) await page.getByRole("textbox", { name: "Price" }).fill(price);
    await page.getByRole("textbox", { name: "Size" }).fill(contracts);
  }

  /** The button says what it does; pressing it does that, after asking where it trades at once or looks like a slip. */
  async send(words: string, asks = words.endsWith("at market")): Promise<void> {
    const answered = this.page.waitForResponse(
      (response) => response.request().method() === "POST" && response.url().endsWith("/api/v1/order"),
    );
    await this.page.getByRole("button", { name: words }).click();
    if (asks)
      await this.page
        .getByRole("dialog", { name: `${words}?` })
        .getByRole("button", { name: words })
        .click();
    // Whoever leaves the page before the answer may take the order with them.
    await answered;
    // The sheet of a small screen closes itself when the order is placed.
    if (this.isOnPhone) await expect(this.page.getByRole("dialog")).toBeHidden();
  }

  /** A line of the ticket's preview. */
  preview(name: string): Locator {
    return this.page.getByLabel("Preview of this order").locator("dt").filter({ hasText: name }).locator("xpath=following-sibling::dd");
  }

  async show(tab: "Positions" | "Orders" | "Stops" | "Fills" | "Order history" | "Wallet history" | "Balance"): Promise<void> {
    await this.page
      .getByRole("tab", { name: new RegExp(`^${tab}`) })
      .last()
      .click();
  }

  /** Takes every open order out of the book, so that the next test finds it as this one did. */
  async cancelAll(): Promise<void> {
    await this.show("Orders");
    await this.page.getByRole("button", { name: "Cancel all" }).click();
    await expect(this.page.getByText("No open orders.")).toBeVisible();
  }

  /** A row of the account's tables that holds all of these words. */
  row(...words: readonly string[]): Locator {
    const rows = this.page.getByRole("region", { name: "Your account" }).getByRole("row");
    return words.reduce((found, text) => found.filter({ hasText: text }), rows);
  }

  /** The book, as the table that says what the drawing says. */
  async readBook(): Promise<Locator> {
    await this.page.getByRole("button", { name: "Show the book as a table" }).click();
    return this.page.getByRole("region", { name: "Order book as a table" }).getByRole("row");
  }

  async expectLive(): Promise<void> {
    await expect(this.page.getByRole("contentinfo").getByRole("status")).toHaveText("Live");
  }

  async dismissNotices(): Promise<void> {
    const buttons = this.page.getByRole("log", { name: "Notices" }).getByRole("button", { name: "Dismiss" });
    while ((await buttons.count()) > 0) await buttons.first().click();
  }

  private async call(path: string, body: object): Promise<void> {
    const answer = await this.page.request.post(`${this.origin}/api/v1${path}`, { data: body, headers: { origin: this.origin } });
    if (!answer.ok()) throw new Error(`${path} was answered ${answer.status()}: ${await answer.text()}`);
  }

  private async fillCredentials(email = this.email, password = PASSWORD): Promise<void> {
    await this.page.getByRole("textbox", { name: "Email" }).fill(email);
    await this.page.getByLabel("Password", { exact: true }).fill(password);
  }
}
