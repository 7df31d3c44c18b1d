"""The words that documents write for units: English and the usual German, French, Spanish, Italian and Dutch ones, the codes of
EDI (X12) and of e-invoices (UN/ECE recommendations 20 and 21, packages with their X).

Words are folded: capitals without accents. What two trades read differently is left out, so that it is held rather than guessed:
C (case or hundred), M (metre or thousand), ST (piece, set or sheet), TON (of 907, 1000 or 1016 kg), GR (gram or gross; in a
pack it is grams), FL (fluid or bottle), BU (bushel or bunch), DAG (decagram or a Dutch day), PL (pail or pallet). Decided, because
one reading is by far the usual one: CT is count and CTN carton, CA is a case (X12), BTL a bottle, OZ a mass unless "fl" is said,
DOZEN is twelve and not Dutch boxes; gallons, quarts and pints are those of the United States.
"""

# unit -> words. A plural in S is found without being listed.
WORDS = {
    # counted
    "EA": "EA EACH C62 NAR UNIT UNITE UNIDAD UNIDADES UND UNID UN UNITA EENHEID EINHEIT EINHEITEN",
    "PC": "PC PCE H87 PIECE CT COUNT CNT STK STCK STUCK STUECK STUECKE STUCKE PIEZA PZA PZ PEZZO PEZZI PZI STUK NMB",
    "PR": "PR PAIR NPR PAAR PAIRE PAR PAIO PAIA",
    "DZ": "DZ DOZEN DOZ DZN DUTZEND DTZD DOUZAINE DOCENA DOZZINA DOZIJN",
    "GRO": "GRO GROSS",
    "HUN": "HUN CEN HUNDRED HUNDERT CIENTO CENTO",
    "THO": "THO MIL THOUSAND TAUSEND MILLE",
    # mass
    "MG": "MG MGM MILLIGRAM",
    "G": "G GM GRM GRAM GRAMM GRAMME GRAMO GRAMMO GRAMMI GMS",
    "DKG": "DKG DJ",
    "KG": "KG KGM KILO KILOGRAM KILOGRAMM KILOGRAMME KILOGRAMO CHILO KGR",
    "DTN": "DTN DOPPELZENTNER",
    "TNE": "TNE TONNE METRICTON",
    "LB": "LB LBR # POUND PFUND LBA",
    "OZ": "OZ ONZ OUNCE UNZE ONCE ONZA ONCIA",
    "STN": "STN SHORTTON",
    "CWT": "CWT CWA",
    # volume
    "ML": "ML MLT MILLILITER MILLILITRE MILLILITRO CC CCM CMQ",
    "CL": "CL CLT CENTILITER CENTILITRE",
    "DL": "DL DLT DECILITER DEZILITER",
    "L": "L LT LTR LITER LITRE LITRO LITRI LTS DMQ",
    "HL": "HL HLT HECTOLITRE HEKTOLITER HECTOLITER",
    "M3": "M3 MTQ CBM",
    "FLOZ": "FLOZ OZFL OZA FLUIDOUNCE FLOUNCE FZ",
    "CUP": "CUP",
    "PT": "PT PTL PINT",
    "QT": "QT QTL QUART",
    "GAL": "GAL GL GA GLL GALLON GALON GALLONE",
    # length and area
    "MM": "MM MMT",
    "CM": "CM CMT",
    "MTR": "MTR METER METRE METRO METRI LFM LFDM",
    "KM": "KM KMT",
    "IN": "IN INH INCH INCHES ZOLL",
    "FT": "FT FOT FOOT FEET LF",
    "YD": "YD YRD YARD",
    "M2": "M2 MTK QM SQM",
    "FT2": "FT2 FTK SQFT SF",
    # time
    "SEC": "SEC SECOND SEKUNDE",
    "MIN": "MIN MINUTE",
    "HUR": "HUR HR HOUR STD STUNDE STUNDEN HEURE HORA ORA ORE UUR UREN H",
    "DAY": "DAY TAG TAGE JOUR DIA GIORNO GIORNI DAGEN",
    "WEE": "WEE WK WEEK WOCHE WOCHEN SEMAINE SEMANA SETTIMANA",
    "MON": "MON MTH MONTH MONAT MONATE MOIS MES MESES MESE MESI MAAND MAANDEN",
    "QAN": "QAN QUARTER QUARTAL TRIMESTRE",
    "ANN": "ANN YR YEAR JAHR JAHRE ANNEE ANO ANNO ANNI JAAR",
    "KWH": "KWH",
    # containers, and whatever else is sold by the piece and holds an amount that differs from item to item
    "CS": "CS CASE XCS CA CSE CAISSE CAJA CASSA",
    "BX": "BX BOX BOXES XBX BOITE SCATOLA SCATOLE SCHACHTEL DOOS",
    "CTN": "CTN CARTON XCT KARTON KARTONS KTN KRT KART CARTONE CARTONI",
    "CR": "CR CRATE XCR KISTE KISTEN KASTEN CAGEOT CASSETTA CASSETTE KRAT KRATTEN LUG",
    "TRAY": "TRAY TRY XPU TRAYS SCHALE SCHALEN BARQUETTE BANDEJA VASCHETTA",
    "FLAT": "FLAT",
    "PK": "PK PACK PAC PKG PACKAGE XPK PKT PACKET XPA PCK PACKUNG PACKUNGEN PAKET PAKETE PAQUET PAQUETE CONFEZIONE CONFEZIONI "
    "CONF CF PAK PAKKEN",
    "BG": "BG BAG XBG SACK SK XSA SAC SACO SACCO SACCHI SAECKE BEUTEL BOLSA ZAK ZAKKEN POUCH PCH",
    "BT": "BT BTL BOT BOTTLE XBO FLASCHE FLASCHEN BOUTEILLE BTLE BOTELLA BOTTIGLIA BOTTIGLIE FLES FLESSEN",
    "CN": "CN CAN XCA XCX TIN DOSE DOSEN LATA LATTINA LATTINE BLIK BLIKKEN",
    "JR": "JR JAR XJR GLAS GLAESER BOCAL BOCAUX TARRO FRASCO BARATTOLO BARATTOLI POTTEN",
    "JUG": "JUG XJG",
    "TUB": "TUB XTB BECHER",
    "CLAM": "CLAM CLAMSHELL",
    "TB": "TB TUBE TUBEN XTU",
    "BKT": "BKT BUCKET XBJ PAIL XPL EIMER SEAU SEAUX CUBO SECCHIO SECCHI EMMER",
    "DRUM": "DRUM DRM XDR FASS FAESSER FUT BIDON TAMBOR FUSTO FUSTI",
    "KEG": "KEG XKG",
    "PLT": "PLT PALLET XPX PALETTE PALETTEN PAL BANCALE BANCALI",
    "RL": "RL ROLL XRO ROLLE ROLLEN ROL ROULEAU ROULEAUX ROLLO ROTOLO ROTOLI",
    "BDL": "BDL BUNDLE XBE BALE",
    "BCH": "BCH BUNCH BUNCHES BUND BOTTE MAZZO",
    "HEAD": "HEAD HEADS",
    "LOAF": "LOAF LOAVES",
    "SLV": "SLV SLEEVE",
    "SHT": "SHT SHEET XST BLATT",
    "RM": "RM REAM",
    "SET": "SET",
    "KIT": "KIT",
    "CART": "CART CARTRIDGE",
    "BIB": "BIB BAGINBOX",
    "LS": "LS LUMPSUM",
    "ACT": "ACT E48",
}

CASES = frozenset({"CS", "CTN", "CR", "TRAY", "FLAT"})
"""What holds all that a pack says. Any other container may as well be one of the things inside."""

SEVERAL = CASES | {"BX", "PK", "BDL", "SLV", "BG"}
"""What holds several pieces; a bottle or a can does not."""
