// What of the map's look stands in the address.
import { kind, list, text } from '../state/fields'

export const viewFields = {
  /** Kinds of facility switched off in the legend. */
  hidden: list(kind),
  /** Path of an archive of tiles shown in place of the server's, /archives/NAME.pmtiles; '' is none. */
  archive: text(/^\/archives\/[\w-]+\.pmtiles$/),
}
