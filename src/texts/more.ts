// The sheet of a phone that leads everywhere else.

export const palette = "Everything by name";
export const heading = "More";
export const connection = "Connection";
export const yourAccount = "Your account";
export const silentSince = (time: string) => `silent since ${time}`;
export const dataToPixel = "Data to pixel";
export const roundTrip = "Order round trip";
export const engineLatency = "Engine latency";
