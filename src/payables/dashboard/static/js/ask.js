// Questions to the server whose answer is JSON.

/**
 * @param {string} address
 * @param {RequestInit} options
 * @returns {Promise<any>} null where the server cannot be reached, refuses, or has somebody sign in first
 */
export async function askJson(address, options = {}) {
  try {
    const answer = await fetch(address, { ...options, headers: { accept: "application/json" } });
    return answer.ok && answer.headers.get("content-type")?.startsWith("application/json") ? await answer.json() : null;
  } catch {
    return null;
  }
}
