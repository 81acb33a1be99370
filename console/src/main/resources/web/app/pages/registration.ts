/** Whether the form of the Streams page has to store the camera: one that exists keeps its name if none is given. */
export const storesCamera = (known: { id: string }[], id: string, name: string): boolean =>
  name !== '' || !known.some((one) => one.id === id);
