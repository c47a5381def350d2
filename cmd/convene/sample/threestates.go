package sample

import (
	"github.com/convene-ssh/convene/session"
	"github.com/convene-ssh/convene/session/evaluation"
	"github.com/convene-ssh/convene/session/layout"
	"github.com/convene-ssh/convene/session/method"
)

// ThreeStates plays an exchange of practices that was held in Mexico City, by the facts
// of a public newsletter: who hosted it, in which month, for which states, and that it
// had two panels and three working groups on three subjects. The day, the people, their
// organisations and everything that they write are invented.
func ThreeStates() *Sample {
	return &Sample{
		Community: "tres-estados",
		Name:      "Intercambio sobre protección de la niñez migrante",
		Language:  "es",
		Meeting:   "ciudad-de-mexico-2022",
		Details: session.MeetingDetails{
			Title: "Intercambio de prácticas prometedoras, Ciudad de México", Place: "Ciudad de México", Mode: method.InPerson,
			First: "2022-08-24", Last: "2022-08-24",
			Convenors: []string{
				"International Detention Coalition", "Asylum Access México", "Kids in Need of Defense (KIND)", "Instituto para las Mujeres en la Migración (IMUMI)",
			},
			Objectives: []string{
				"Contarnos qué avanza y qué se atora al aplicar el protocolo de protección en Veracruz, Tabasco, Chiapas y la Ciudad de México.",
				"Conocer de cerca prácticas que prometen, y decidir cuáles nos llevamos.",
				"Acordar con nombre y fecha en qué trabajamos juntos, para que ninguna niña y ningún niño pase por una detención.",
			},
		},
		People:    threeStatesPeople(),
		organiser: "Organización de la muestra", audience: method.Governments,
		play: func(s *stage) {
			s.convene(s.Meeting, s.Details, threeStatesAgenda())
			threeStatesPanels(s)
			threeStatesGroups(s)
			threeStatesExchange(s)
			s.gather(threeStatesBoard())
			threeStatesAgreements(s)
			s.evaluate("cierre",
				evaluation.Answers{Scales: map[string]int{"purpose": 5, "heard": 5, "safe": 5, "time": 3, "useful": 5}},
				evaluation.Answers{Scales: map[string]int{"purpose": 4, "heard": 4, "safe": 5, "time": 2, "useful": 5}},
			)
			s.open("acciones")
		},
	}
}

func threeStatesAgenda() []session.AgendaItem {
	return []session.AgendaItem{
		{ID: "bienvenida", Day: 1, Start: "09:00", Minutes: 30, Kind: method.Plenary, Title: "Bienvenida, y cómo queremos conversar"},
		{ID: "panel-comisiones", Day: 1, Start: "09:30", Minutes: 60, Kind: method.Panel, Title: "Comisiones y mesas de protección, vistas desde los estados", Board: "comisiones"},
		{ID: "panel-cuidado", Day: 1, Start: "10:30", Minutes: 60, Kind: method.Panel, Title: "Cuidar sin encerrar", Board: "cuidado"},
		{ID: "pausa", Day: 1, Start: "11:30", Minutes: 30, Kind: "break", Title: "Café"},
		{ID: "grupos", Day: 1, Start: "12:00", Minutes: 75, Kind: method.WorkingGroup, Title: "Tres grupos, cada uno con su tema"},
		{ID: "comida", Day: 1, Start: "13:15", Minutes: 60, Kind: "break", Title: "Comida"},
		{ID: "practicas", Day: 1, Start: "14:15", Minutes: 60, Kind: method.Exchange, Title: "Prácticas que nos llevamos a casa"},
		{ID: "coordinacion", Day: 1, Start: "15:15", Minutes: 60, Kind: method.SWOT, Title: "Coordinación entre municipio, estado y federación", Board: "coordinacion", Prefix: "CO"},
		{ID: "compromisos", Day: 1, Start: "16:15", Minutes: 30, Kind: method.CommitmentRound, Title: "Lo que cada quien asume"},
		{ID: "acciones", Day: 1, Start: "16:45", Minutes: 45, Kind: method.ActionPlanning, Title: "Lo que hacemos entre estados"},
		{ID: "cierre", Day: 1, Start: "17:30", Minutes: 30, Kind: method.Evaluation, Title: "Qué nos llevamos y qué cambiaríamos"},
	}
}

// The places of the exchange: labels of the community's own.
const (
	veracruz   method.Country = "Veracruz"
	tabasco    method.Country = "Tabasco"
	chiapas    method.Country = "Chiapas"
	mexicoCity method.Country = "Ciudad de México"
)

// The organisations of the exchange.
const (
	puente    = "Casa Puente"
	ceiba     = "Red Ceiba"
	luna      = "Albergue Luna Llena"
	jacaranda = "Centro Jacaranda"
	jovenes   = "Jóvenes en Ruta"
	golfo     = "Procuraduría de muestra del Golfo"
	grijalva  = "Procuraduría de muestra del Grijalva"
	selva     = "Sistema de protección de muestra de la Selva"
	apoyo     = "Oficina internacional de muestra"
)

func threeStatesPeople() []session.Profile {
	return []session.Profile{
		{Name: "Lucía Herrera", Organisation: puente, Type: method.CSO, Country: mexicoCity},
		{Name: "Mateo Solís", Organisation: puente, Type: method.CSO, Country: mexicoCity},
		{Name: "Xóchitl Méndez", Organisation: ceiba, Type: method.CSO, Country: chiapas},
		{Name: "Amalia Gómez", Organisation: ceiba, Type: method.CSO, Country: chiapas},
		{Name: "Rosa Jiménez", Organisation: luna, Type: method.CSO, Country: tabasco},
		{Name: "Tomás Pech", Organisation: luna, Type: method.CSO, Country: tabasco},
		{Name: "Andrés Olmedo", Organisation: jacaranda, Type: method.CSO, Country: veracruz},
		{Name: "Itzel Morales", Organisation: jovenes, Type: method.RefugeeLed, Country: mexicoCity},
		{Name: "Kevin Mejía", Organisation: jovenes, Type: method.RefugeeLed, Country: mexicoCity},
		{Name: "Elena Cruz", Organisation: golfo, Type: method.Government, Country: veracruz},
		{Name: "Daniel Ixtlán", Organisation: grijalva, Type: method.Government, Country: tabasco},
		{Name: "Joaquín Luna", Organisation: selva, Type: method.Government, Country: chiapas},
		{Name: "Pilar Aguirre", Organisation: apoyo, Type: method.UNAgency, Country: mexicoCity},
	}
}

// What entries of the exchange come from.
const (
	directorio   = "Un directorio vivo: a quién llamo hoy, en cada municipio."
	actas        = "Los acuerdos quedan en actas que nadie vuelve a leer."
	presupuesto  = "El presupuesto llega tarde y se acaba antes que el año."
	rotacion     = "Cuando cambia el personal, hay que empezar otra vez."
	autobuses    = "Hay noches en que llegan más niñas y niños que camas en toda la región."
	puertas      = "La casa sin candado"
	ficha        = "Una ficha que viaja con la niña, no con el expediente"
	compromisoDi = "Actualizar el directorio cada primer lunes"
)

func threeStatesBoard() board {
	return board{method.SWOT, "coordinacion", layout.Discuss, []item{
		{"Rosa Jiménez", layout.Strengths, directorio, method.Regional, 7},
		{"Elena Cruz", layout.Strengths, "Las mesas locales ya sesionan aunque no haya caso urgente.", method.Local, 3},
		{"Xóchitl Méndez", layout.Weaknesses, actas, method.National, 6},
		{"Kevin Mejía", layout.Weaknesses, "Nos consultan al final, cuando ya está decidido.", method.National, 5},
		{"Pilar Aguirre", layout.Opportunities, "Otros estados preguntan cómo empezar y quieren venir a ver.", method.National, 4},
		{"Joaquín Luna", layout.Opportunities, "Las presidencias municipales nuevas buscan en qué distinguirse.", method.Local, 1},
		{"Daniel Ixtlán", layout.Threats, rotacion, method.National, 5},
		{"Tomás Pech", layout.Threats, autobuses, method.Regional, 4},
		{"Andrés Olmedo", layout.Threats, presupuesto, method.National, 2},
	}}
}
