/** Whether the browser promised to keep what lies here, also when the phone is full. */

/** Ask for the promise; some browsers give it at once, others only to an installed application. */
export async function askToKeep(storage: StorageManager | undefined = navigator.storage): Promise<boolean> {
  if (!storage?.persist) return false;
  return (await storage.persisted()) || storage.persist();
}

/** Tell whether it was promised. */
export async function isPromised(storage: StorageManager | undefined = navigator.storage): Promise<boolean> {
  return (await storage?.persisted?.()) ?? false;
}
